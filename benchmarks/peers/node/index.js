// An echo on AWS's Node client; that client parses the event and writes the result as JSON.
exports.handler = async (event) => event;
