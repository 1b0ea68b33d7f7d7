/* Reads HTTP/1.1 requests from a growing run of bytes, one after the other. */
#ifndef NEXTLOOP_HTTP_H
#define NEXTLOOP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stream.h"

enum {
  HTTP_MAX_HEAD = 64 * 1024,
  HTTP_MAX_BODY = 8 * 1024 * 1024,
};

enum http_result { HTTP_MORE, HTTP_CONTINUE, HTTP_REQUEST, HTTP_BAD };

struct http_request {
  const char *method; /* not terminated */
  size_t method_length;
  const char *path; /* not terminated */
  size_t path_length;
  const char *body;
  size_t body_length;
  const struct stream *stream; /* what a streamed body was; NULL when it is in `body` */
  uint64_t began; /* when the first byte of a body was seen; kept by the caller, 0 = not yet */
  bool close;                  /* the client closes after the answer */
};

/* Bytes received and not consumed yet, and how far they have been understood. */
struct http_reader {
  char *data;
  size_t length;
  size_t capacity;
  size_t searched;    /* no end of head before this offset */
  size_t head_length; /* with the blank line; 0 while the head is incomplete */
  size_t body_length; /* of Content-Length, or decoded so far */
  size_t next_chunk;  /* chunked: offset of the first byte not decoded */
  bool chunked;
  bool chunks_done;
  bool asked_to_continue; /* Expect: 100-continue */
  bool drops_streams;     /* bodies of streaming responses are dropped as they come */
  bool streamed;          /* such a body is coming in */
  struct stream stream;
  struct http_request request;
};

/* Makes room for at least `room` bytes behind `data + length`; false when over the limits. */
bool http_reserve(struct http_reader *reader, size_t room);

/* Looks at what is there: a whole request, a client that waits for "100 Continue", or not enough. */
enum http_result http_read(struct http_reader *reader);

/* Whether the head and the first byte behind it are there. */
bool http_body_began(const struct http_reader *reader);

/* Forgets the request that http_read gave; what was pipelined behind it moves to the front. */
void http_consume(struct http_reader *reader);

void http_free(struct http_reader *reader);

#endif
