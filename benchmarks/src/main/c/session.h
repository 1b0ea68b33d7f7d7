/* One run: hands out numbered events, checks what comes back, and keeps the times. It knows
 * connections only by the number that it is given. */
#ifndef NEXTLOOP_SESSION_H
#define NEXTLOOP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "events.h"
#include "http.h"
#include "samples.h"

enum { MOST_FLIGHTS = 128 };

struct plan {
  size_t size;     /* bytes of an event */
  uint64_t stream; /* bytes that each answer streams; 0 = the event's bytes come back */
  bool whole;      /* such an answer may come in one piece as well */
  struct form event;  /* of each event, in place of size; without a text: there is none */
  struct form answer; /* of each answer; without a text: it is the event again */
  uint64_t warmup; /* events before the measured ones */
  uint64_t count;  /* measured events; the most of them when seconds is set */
  double seconds;  /* measured time, 0 = until count */
  double rate;     /* measured events that become due in a second; 0 = closed loop: at each poll */
  int flights;     /* invocations at once */
};

enum phase { PHASE_STARTING, PHASE_WARMING, PHASE_MEASURING, PHASE_DONE };

/* The way of an invocation: polled for, out with the client, answered, polled for again. */
enum flight_state { FLIGHT_FREE, FLIGHT_HELD, FLIGHT_OUT, FLIGHT_ANSWERED };

struct flight {
  enum flight_state state;
  int connection;    /* of the last poll or answer */
  uint64_t since;    /* time of the last change of state */
  uint64_t event;    /* number of the event that is out, or was last; 0 = none yet */
  uint64_t due;      /* when it had to go out */
  uint64_t written;  /* when it went out */
  char head[EVENT_HEAD];
};

struct session {
  struct plan plan;
  enum phase phase;
  struct events events;
  struct flight flights[MOST_FLIGHTS];
  uint64_t event; /* number of the newest event */
  uint64_t errors;
  char first_error[400];
  uint64_t first_next;   /* CLOCK_MONOTONIC, ns */
  uint64_t first_answer; /* likewise */
  uint64_t started;      /* the measured part began */
  uint64_t ended;        /* the last poll behind a measured answer came */
  uint64_t together;     /* measured polls that came in one read with the answer before them */
  uint64_t backlog;      /* open loop: most events that were due and had no poll to go to */
  struct samples latency; /* event due, or in a closed loop written, to answer complete */
  struct samples first_byte; /* likewise, to the answer's first byte behind its head */
  struct samples added;   /* latency without what the answer says was spent elsewhere */
  struct samples gap;     /* answer complete to next poll */
  struct samples cycle;   /* event written to next poll */
};

bool session_open(struct session *session, struct plan plan);

/* Takes a request that was complete at `now`, and gives the response; NULL for a poll, which
 * session_next answers. */
const char *session_take(struct session *session, int connection, const struct http_request *request,
                         uint64_t now);

/* A poll that gets its event now, or NULL. */
struct flight *session_next(struct session *session);

/* The connection is gone, and a poll that is held on it. */
void session_gone(struct session *session, int connection);

void session_fault(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The members of the result, as the inside of a JSON object. */
void session_report(struct session *session, FILE *out);

void session_close(struct session *session);

uint64_t monotonic_ns(void);

#endif
