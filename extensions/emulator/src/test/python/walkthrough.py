"""Drives the walkthrough with unmodified boto3: layer, function, invocation, change, deletion.

Usage: walkthrough.py ENDPOINT LAYER_ZIP FUNCTION_ZIP
"""

import base64
import json
import sys
import urllib.request

import boto3
from botocore.config import Config

endpoint, layer_zip, function_zip = sys.argv[1:]
client = boto3.client(
    "lambda",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
    config=Config(retries={"max_attempts": 1}),
)


def content(path):
    with open(path, "rb") as file:
        return file.read()


layer = client.publish_layer_version(
    LayerName="runtime-shell",
    Content={"ZipFile": content(layer_zip)},
    CompatibleRuntimes=["provided.al2023"],
)
arn = layer["LayerVersionArn"]
assert client.get_layer_version_by_arn(Arn=arn)["Content"]["CodeSha256"] == layer["Content"]["CodeSha256"]
assert [each["LayerName"] for each in client.list_layers()["Layers"]] == ["runtime-shell"]

client.create_function(
    FunctionName="runlambda",
    Runtime="provided.al2023",
    Role="arn:aws:iam::123456789012:role/any",
    Handler="function.handler",
    Code={"ZipFile": content(function_zip)},
    Layers=[arn],
    Timeout=10,
    Environment={"Variables": {"GREETING": "4=4"}},
)
client.get_waiter("function_active_v2").wait(FunctionName="runlambda")

answer = client.invoke(
    FunctionName="runlambda",
    LogType="Tail",
    ClientContext=base64.b64encode(b'{"custom":{"foo":"bar"}}').decode(),
    Payload=b'{"key":"value"}',
)
assert answer["StatusCode"] == 200 and "FunctionError" not in answer, answer
assert answer["ExecutedVersion"] == "$LATEST", answer
tail = base64.b64decode(answer["LogResult"]).decode()
assert "REPORT RequestId: " + answer["ResponseMetadata"]["RequestId"] in tail, tail
print(answer["Payload"].read().decode())

assert client.invoke(FunctionName="runlambda", InvocationType="Event", Payload=b"{}")["StatusCode"] == 202
assert client.invoke(FunctionName="runlambda", InvocationType="DryRun")["StatusCode"] == 204
try:
    client.invoke(FunctionName="nobody", Payload=b"{}")
    raise AssertionError("an unknown function was invoked")
except client.exceptions.ResourceNotFoundException as error:
    assert "function:nobody" in str(error), error

changed = client.update_function_configuration(FunctionName="runlambda", Timeout=20)
client.get_waiter("function_updated_v2").wait(FunctionName="runlambda")
assert changed["Timeout"] == 20
client.update_function_code(FunctionName="runlambda", ZipFile=content(function_zip))
location = client.get_function(FunctionName="runlambda")["Code"]["Location"]
with urllib.request.urlopen(location) as download:
    assert download.read() == content(function_zip)
pages = client.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
assert [f["FunctionName"] for page in pages for f in page["Functions"]] == ["runlambda"]
client.delete_function(FunctionName="runlambda")
client.delete_layer_version(LayerName="runtime-shell", VersionNumber=1)
assert json.loads(json.dumps(client.list_functions()["Functions"])) == []
