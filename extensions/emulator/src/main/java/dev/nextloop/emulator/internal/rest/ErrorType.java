package dev.nextloop.emulator.internal.rest;

/** AWS's error shapes that the emulator answers with, and the protocol's common errors. */
enum ErrorType {
  INVALID_PARAMETER("InvalidParameterValueException", 400, "message"),
  INVALID_CONTENT("InvalidRequestContentException", 400, "message"),
  SERIALIZATION("SerializationException", 400, "Message"),
  ACCESS_DENIED("AccessDeniedException", 403, "Message"),
  NOT_FOUND("ResourceNotFoundException", 404, "Message"),
  UNKNOWN_OPERATION("UnknownOperationException", 404, "Message"),
  METHOD_NOT_ALLOWED("MethodNotAllowedException", 405, "Message"),
  TIMEOUT("RequestTimeoutException", 408, "Message"),
  CONFLICT("ResourceConflictException", 409, "message"),
  PRECONDITION("PreconditionFailedException", 412, "message"),
  SNAP_START("SnapStartException", 400, "Message"),
  SNAP_START_TIMEOUT("SnapStartTimeoutException", 408, "Message"),
  PAYLOAD_TOO_LARGE("RequestTooLargeException", 413, "message"),
  REQUEST_TOO_LARGE("RequestEntityTooLargeException", 413, "Message"),
  TOO_MANY("TooManyRequestsException", 429, "message"),
  SERVICE("ServiceException", 500, "Message"),
  NOT_IMPLEMENTED("NotImplementedException", 501, "Message"),
  INVALID_ZIP("InvalidZipFileException", 502, "Message");

  /** Goes into {@code x-amzn-ErrorType}. */
  final String awsName;

  final int status;

  /** The shape's own spelling of its message member. */
  final String messageMember;

  ErrorType(String awsName, int status, String messageMember) {
    this.awsName = awsName;
    this.status = status;
    this.messageMember = messageMember;
  }

  /** {@code User} or {@code Service}: whose fault it is. */
  String side() {
    return status < 500 ? "User" : "Service";
  }
}
