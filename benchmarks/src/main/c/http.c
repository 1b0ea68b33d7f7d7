#define _GNU_SOURCE
#include "http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool http_reserve(struct http_reader *reader, size_t room) {
  size_t needed = reader->length + room;
  if (needed <= reader->capacity) return true;
  if (reader->length > HTTP_MAX_HEAD + 2 * (size_t)HTTP_MAX_BODY) return false;
  size_t capacity = reader->capacity ? reader->capacity : 16 * 1024;
  while (capacity < needed) capacity *= 2;
  char *data = realloc(reader->data, capacity);
  if (!data) return false;
  reader->data = data;
  reader->capacity = capacity;
  return true;
}

static bool named(const char *line, size_t name_length, const char *name) {
  return name_length == strlen(name) && strncasecmp(line, name, name_length) == 0;
}

static bool holds(const char *value, size_t length, const char *token) {
  size_t token_length = strlen(token);
  for (size_t i = 0; i + token_length <= length; i++)
    if (strncasecmp(value + i, token, token_length) == 0) return true;
  return false;
}

/* Digits of `base` to the end of the text; false for anything else and for a body over the limit. */
static bool number(const char *text, size_t length, int base, size_t *out) {
  size_t value = 0;
  if (length == 0) return false;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 99;
    if (digit >= base) return false;
    value = value * (size_t)base + (size_t)digit;
    if (value > HTTP_MAX_BODY) return false;
  }
  *out = value;
  return true;
}

static bool read_header(struct http_reader *reader, const char *line, size_t length) {
  const char *colon = memchr(line, ':', length);
  if (!colon || colon == line) return false;
  size_t name_length = (size_t)(colon - line);
  const char *value = colon + 1, *end = line + length;
  while (value < end && (*value == ' ' || *value == '\t')) value++;
  while (end > value && (end[-1] == ' ' || end[-1] == '\t')) end--;
  size_t value_length = (size_t)(end - value);
  if (named(line, name_length, "content-length"))
    return number(value, value_length, 10, &reader->body_length);
  if (named(line, name_length, "transfer-encoding"))
    reader->chunked = holds(value, value_length, "chunked");
  else if (named(line, name_length, "expect"))
    reader->asked_to_continue = holds(value, value_length, "100-continue");
  else if (named(line, name_length, "lambda-runtime-function-response-mode"))
    reader->streamed = reader->drops_streams && holds(value, value_length, "streaming");
  else if (named(line, name_length, "connection"))
    reader->request.close = holds(value, value_length, "close");
  return true;
}

static bool read_head(struct http_reader *reader) {
  const char *line = reader->data, *end = reader->data + reader->head_length - 2;
  const char *stop = memmem(line, (size_t)(end - line), "\r\n", 2);
  const char *first = memchr(line, ' ', (size_t)(stop - line));
  if (!first) return false;
  const char *second = memchr(first + 1, ' ', (size_t)(stop - first - 1));
  if (!second || stop - second != 9 || memcmp(second, " HTTP/1.", 8) != 0) return false;
  struct http_request *request = &reader->request;
  request->method_length = (size_t)(first - line);
  request->path_length = (size_t)(second - first - 1);
  request->close = second[8] == '0';
  for (line = stop + 2; line < end; line = stop + 2) {
    stop = memmem(line, (size_t)(end - line), "\r\n", 2);
    if (!read_header(reader, line, (size_t)(stop - line))) return false;
  }
  if (reader->chunked) reader->body_length = 0;
  reader->streamed = reader->streamed && reader->chunked;
  memset(&reader->stream, 0, sizeof reader->stream);
  reader->next_chunk = reader->head_length;
  return true;
}

/* Moves the chunks together behind the head. The end of the trailers ends the body. */
static enum http_result read_chunks(struct http_reader *reader) {
  for (;;) {
    char *at = reader->data + reader->next_chunk;
    size_t left = reader->length - reader->next_chunk;
    const char *stop = memmem(at, left, "\r\n", 2);
    if (!stop) return left > HTTP_MAX_HEAD ? HTTP_BAD : HTTP_MORE;
    size_t line = (size_t)(stop - at) + 2, size;
    if (reader->chunks_done) {
      reader->next_chunk += line;
      if (line == 2) return HTTP_REQUEST;
      continue;
    }
    const char *extension = memchr(at, ';', line - 2);
    if (!number(at, extension ? (size_t)(extension - at) : line - 2, 16, &size)) return HTTP_BAD;
    if (size == 0) {
      reader->chunks_done = true;
      reader->next_chunk += line;
      continue;
    }
    if (reader->body_length + size > HTTP_MAX_BODY) return HTTP_BAD;
    if (left < line + size + 2) return HTTP_MORE;
    if (memcmp(at + line + size, "\r\n", 2) != 0) return HTTP_BAD;
    memmove(reader->data + reader->head_length + reader->body_length, at + line, size);
    reader->body_length += size;
    reader->next_chunk += line + size + 2;
  }
}

/* Leaves nothing of the body behind the head. */
static enum http_result read_stream(struct http_reader *reader) {
  size_t taken = stream_take(&reader->stream, reader->data + reader->head_length,
                             reader->length - reader->head_length);
  if (reader->stream.state != STREAM_DONE) {
    reader->length = reader->head_length;
    return HTTP_MORE;
  }
  reader->next_chunk = reader->head_length + taken;
  return HTTP_REQUEST;
}

static enum http_result need_more(struct http_reader *reader) {
  if (!reader->asked_to_continue) return HTTP_MORE;
  reader->asked_to_continue = false;
  return HTTP_CONTINUE;
}

enum http_result http_read(struct http_reader *reader) {
  if (reader->head_length == 0) {
    size_t from = reader->searched > 3 ? reader->searched - 3 : 0;
    char *blank =
        reader->length ? memmem(reader->data + from, reader->length - from, "\r\n\r\n", 4) : NULL;
    reader->searched = reader->length;
    if (!blank) return reader->length > HTTP_MAX_HEAD ? HTTP_BAD : HTTP_MORE;
    reader->head_length = (size_t)(blank - reader->data) + 4;
    if (!read_head(reader)) return HTTP_BAD;
  }
  if (reader->chunked) {
    enum http_result result = reader->streamed ? read_stream(reader) : read_chunks(reader);
    if (result == HTTP_MORE) return need_more(reader);
    if (result == HTTP_BAD) return result;
  } else if (reader->length - reader->head_length < reader->body_length) {
    return need_more(reader);
  } else {
    reader->next_chunk = reader->head_length + reader->body_length;
  }
  /* Only now: the bytes may have moved while the body came in. */
  struct http_request *request = &reader->request;
  request->method = reader->data;
  request->path = reader->data + request->method_length + 1;
  request->body = reader->data + reader->head_length;
  request->body_length = reader->body_length;
  request->stream = reader->streamed ? &reader->stream : NULL;
  return HTTP_REQUEST;
}

bool http_body_began(const struct http_reader *reader) {
  if (reader->head_length == 0) return false;
  if (reader->streamed) return reader->stream.received > 0;
  return (reader->chunked || reader->body_length > 0) && reader->length > reader->head_length;
}

void http_consume(struct http_reader *reader) {
  size_t consumed = reader->next_chunk;
  reader->length -= consumed;
  if (reader->length) memmove(reader->data, reader->data + consumed, reader->length);
  reader->searched = reader->head_length = reader->body_length = reader->next_chunk = 0;
  reader->chunked = reader->chunks_done = reader->asked_to_continue =
      reader->streamed = false;
  reader->request.began = 0;
}

void http_free(struct http_reader *reader) {
  free(reader->data);
  memset(reader, 0, sizeof *reader);
}
