/* The numbered events: their bytes, and the head of the response that brings one. */
#ifndef NEXTLOOP_EVENTS_H
#define NEXTLOOP_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "form.h"

enum { EVENT_HEAD = 512, EVENT_PARTS = 4, ID_LENGTH = 36 };

struct events {
  size_t size;     /* bytes of each */
  uint64_t stream; /* above 0: each event is this number, in decimal */
  struct form form;   /* with a text: what each event is */
  struct form answer; /* with a text: what each answer has to be; else the event's bytes */
  char *text;      /* most of an event is cut out of it */
  char head[EVENT_HEAD]; /* with zeros where the id's number and the deadline go */
  size_t head_length, number_at, deadline_at;
};

/* Events of a form when it has a text, else of `size` bytes; the forms are freed by events_close. */
bool events_open(struct events *events, size_t size, uint64_t stream, struct form form,
                 struct form answer);

/* The event as it is written: the head and the event's first bytes are put into `head`, which has
 * EVENT_HEAD bytes, the rest is not copied. Gives the number of parts. */
size_t event_parts(const struct events *events, uint64_t number, char *head, struct iovec *parts);

/* Whether these bytes are the right answer to an event. */
bool event_answered(const struct events *events, uint64_t number, const char *bytes, size_t length);

/* ID_LENGTH characters and a zero. */
void event_id(uint64_t number, char *out);

/* The number in an id of ours; 0 for any other text of ID_LENGTH characters. */
uint64_t event_number(const char *id);

void events_close(struct events *events);

#endif
