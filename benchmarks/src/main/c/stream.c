#include "stream.h"

#include <string.h>

/* Whether all bytes are the same letter. */
static bool all(char letter, const char *data, size_t length) {
  return data[0] == letter && memcmp(data, data + 1, length - 1) == 0;
}

static size_t take_data(struct stream *stream, const char *data, size_t length) {
  size_t run = STREAM_BLOCK - (size_t)(stream->received % STREAM_BLOCK);
  if (run > length) run = length;
  if (run > stream->left) run = (size_t)stream->left;
  if (!all((char)('a' + stream->received / STREAM_BLOCK % 26), data, run))
    stream->fault = "streamed other bytes";
  stream->received += run;
  stream->left -= run;
  if (stream->left == 0) stream->state = STREAM_DATA_END;
  return run;
}

static int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void end_of_size(struct stream *stream) {
  if (stream->digits == 0) stream->fault = "streamed a chunk without a size";
  stream->digits = 0;
  stream->state = stream->left ? STREAM_DATA : STREAM_TRAILERS;
}

/* One byte of what is between the data. */
static void take_frame(struct stream *stream, char c) {
  switch (stream->state) {
    case STREAM_SIZE: {
      int digit = hexadecimal(c);
      if (digit < 0 || ++stream->digits > 15)
        stream->state = STREAM_REST_OF_LINE;
      else
        stream->left = stream->left * 16 + (uint64_t)digit;
      break;
    }
    case STREAM_REST_OF_LINE:
      if (c == '\n') end_of_size(stream);
      break;
    case STREAM_DATA_END:
      if (c == '\n') stream->state = STREAM_SIZE;
      break;
    case STREAM_TRAILERS:
      if (c == '\n' && stream->column == 0) stream->state = STREAM_DONE;
      if (c == '\n') stream->column = 0;
      if (c != '\n' && c != '\r') stream->column++, stream->trailers = true;
      break;
    default: break;
  }
}

size_t stream_take(struct stream *stream, const char *data, size_t length) {
  size_t taken = 0;
  while (taken < length && stream->state != STREAM_DONE) {
    if (stream->state == STREAM_DATA)
      taken += take_data(stream, data + taken, length - taken);
    else
      take_frame(stream, data[taken++]);
  }
  return taken;
}

bool stream_equals(uint64_t size, const char *data, size_t length) {
  struct stream stream = {.state = STREAM_DATA, .left = size};
  if (length != size) return false;
  while (stream.received < size && !stream.fault)
    take_data(&stream, data + stream.received, length - (size_t)stream.received);
  return !stream.fault;
}
