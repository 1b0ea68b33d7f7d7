/* A streamed response: chunks that are counted, checked and dropped as they come. */
#ifndef NEXTLOOP_STREAM_H
#define NEXTLOOP_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a function has to stream: blocks of this size, of one letter each, from a to z and again. */
enum { STREAM_BLOCK = 64 * 1024 };

enum stream_state { STREAM_SIZE, STREAM_REST_OF_LINE, STREAM_DATA, STREAM_DATA_END, STREAM_TRAILERS, STREAM_DONE };

struct stream {
  enum stream_state state;
  uint64_t received; /* bytes of the response */
  uint64_t left;     /* of the chunk */
  int digits;        /* of the chunk's size */
  int column;        /* of the trailer's line */
  bool trailers;     /* the response failed midway, or says more than we know */
  const char *fault; /* NULL as long as there is none */
};

/* Takes what belongs to the response, and gives the number of these bytes. */
size_t stream_take(struct stream *stream, const char *data, size_t length);

/* Whether these bytes, which came in one piece, are such a response of `size` bytes. */
bool stream_equals(uint64_t size, const char *data, size_t length);

#endif
