//! An echo on AWS's Rust client. The event is JSON that stays as it is.

use lambda_runtime::{run_concurrent, service_fn, Error, LambdaEvent};
use serde_json::value::RawValue;

async fn echo(event: LambdaEvent<Box<RawValue>>) -> Result<Box<RawValue>, Error> {
    Ok(event.payload)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_concurrent(service_fn(echo)).await
}
