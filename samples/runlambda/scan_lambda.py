#!/usr/bin/env python3
"""Invoke a Lambda function and show what came back.

Needs Python's standard library only. Requests are not signed, so the endpoint must be a local one.
Exit codes: 0 the function answered, 1 it failed, 2 wrong usage, 4 no answer from the endpoint.
"""

import argparse
import base64
import http.client
import sys
import urllib.error
import urllib.parse
import urllib.request


def invoke(endpoint, function, event):
    """Return status, headers and body of one synchronous invocation."""
    path = "/2015-03-31/functions/%s/invocations" % urllib.parse.quote(function, safe="")
    request = urllib.request.Request(
        endpoint.rstrip("/") + path,
        data=event.encode("utf-8"),
        headers={"Content-Type": "application/json", "X-Amz-Log-Type": "Tail"},
        method="POST",
    )
    # No proxy from the environment: the endpoint is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=930) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def main():
    parser = argparse.ArgumentParser(description="Invoke a Lambda function and show what came back.")
    parser.add_argument("--endpoint", default="http://127.0.0.1:9000", help="default: %(default)s")
    parser.add_argument("--function", default="runlambda", help="default: %(default)s")
    parser.add_argument("--event", default='{"key":"value"}', help="default: %(default)s")
    options = parser.parse_args()
    if urllib.parse.urlsplit(options.endpoint).scheme != "http":
        parser.error("--endpoint must look like http://127.0.0.1:9000, but is " + options.endpoint)

    try:
        status, headers, body = invoke(options.endpoint, options.function, options.event)
    except (OSError, http.client.HTTPException) as failure:
        print("no answer from %s: %s" % (options.endpoint, failure), file=sys.stderr)
        return 4

    error = headers.get("X-Amz-Function-Error")
    log = base64.b64decode(headers.get("X-Amz-Log-Result", ""))
    print("status: %d" % status)
    print("function error: %s" % (error or "none"))
    print("body:\n%s" % body.decode("utf-8", "replace").rstrip("\n"))
    print("log:\n%s" % log.decode("utf-8", "replace").rstrip("\n"))
    return 0 if status == 200 and error is None else 1


if __name__ == "__main__":
    sys.exit(main())
