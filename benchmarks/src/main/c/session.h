/* One run: hands out numbered events, checks what comes back, and keeps the times. */
#ifndef NEXTLOOP_SESSION_H
#define NEXTLOOP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "http.h"

struct plan {
  size_t size;    /* bytes of an event */
  uint64_t warmup; /* events before the measured ones */
  uint64_t count;  /* measured events; the most of them when seconds is set */
  double seconds;  /* measured time, 0 = until count */
};

/* Nanoseconds; beyond four seconds they stay at the greatest value. */
struct samples {
  uint32_t *values;
  uint64_t length;
};

enum phase { PHASE_STARTING, PHASE_WARMING, PHASE_MEASURING, PHASE_DONE };

struct session {
  struct plan plan;
  enum phase phase;
  uint64_t event;    /* number of the event that is out, or was last */
  bool out;          /* it is owed an answer */
  uint64_t errors;
  char first_error[400];
  uint64_t first_next;  /* CLOCK_MONOTONIC, ns */
  uint64_t started;     /* the first measured event was written */
  uint64_t ended;       /* the poll behind the last measured answer came */
  uint64_t written;     /* the event that is out was written */
  uint64_t answered;    /* the last answer was complete */
  struct samples latency; /* event written to answer complete */
  struct samples gap;     /* answer complete to next poll */
  struct samples cycle;   /* event written to next poll */
  char *head;             /* of the event's response, with places to fill in */
  size_t head_length;
  char *text; /* the events are cut out of it */
  char *payload;
};

/* What the server has to write for one request. An empty head says: hold the poll open. */
struct reply {
  const char *head;
  size_t head_length;
  const char *body;
  size_t body_length;
  bool event;
};

bool session_open(struct session *session, struct plan plan);

/* `now` is the time at which the request was complete. */
struct reply session_answer(struct session *session, const struct http_request *request,
                            uint64_t now);

/* The bytes of the last reply's event go out at `now`. */
void session_wrote_event(struct session *session, uint64_t now);

void session_fault(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The members of the result, as the inside of a JSON object. */
void session_report(struct session *session, FILE *out);

void session_close(struct session *session);

#endif
