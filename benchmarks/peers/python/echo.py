"""An echo on AWS's Python client; that client parses the event and writes the result as JSON."""


def handler(event, context):
    return event
