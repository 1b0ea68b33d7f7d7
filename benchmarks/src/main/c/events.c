#define _GNU_SOURCE
#include "events.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ID_PREFIX "5eed0000-0000-4000-8000-"
#define ID_ZEROS "000000000000"
#define DEADLINE_ZEROS "0000000000000"

enum {
  ID_DIGITS = sizeof ID_ZEROS - 1,
  DEADLINE_DIGITS = sizeof DEADLINE_ZEROS - 1,
  FUNCTION_SECONDS = 60,
  SHIFTS = 251
};

static const char head_form[] =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: application/json\r\n"
    "Lambda-Runtime-Aws-Request-Id: " ID_PREFIX ID_ZEROS "\r\n"
    "Lambda-Runtime-Deadline-Ms: " DEADLINE_ZEROS "\r\n"
    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:012345678912:function:echo\r\n"
    "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;"
    "Sampled=0\r\n"
    "Content-Length: %zu\r\n\r\n";

bool events_open(struct events *events, size_t size, uint64_t stream, struct form form,
                 struct form answer) {
  char digits[24];
  events->form = form;
  events->answer = answer;
  if (form.text) size = form.size;
  events->stream = stream;
  events->size = stream ? (size_t)snprintf(digits, sizeof digits, "%" PRIu64, stream) : size;
  events->head_length = (size_t)snprintf(events->head, EVENT_HEAD, head_form, events->size);
  events->number_at = (size_t)(strstr(events->head, ID_PREFIX) - events->head) + strlen(ID_PREFIX);
  events->deadline_at = (size_t)(strstr(events->head, ": " DEADLINE_ZEROS) - events->head) + 2;
  events->text = malloc(events->size + SHIFTS);
  if (!events->text) return false;
  uint32_t random = 2463534242u; /* xorshift: letters without a pattern, the same in each run */
  for (size_t i = 0; i < events->size + SHIFTS; i++) {
    random ^= random << 13, random ^= random >> 17, random ^= random << 5;
    events->text[i] = "abcdefghijklmnopqrstuvwxyz012345"[random & 31];
  }
  return true;
}

/* The bytes that differ from event to event. The event is JSON: a number of up to two digits, or a
 * string that begins with the event's number. */
static size_t first_bytes(const struct events *events, uint64_t number, char *out) {
  size_t size = events->size;
  if (events->stream) return (size_t)sprintf(out, "%" PRIu64, events->stream);
  if (size == 1) out[0] = (char)('1' + number % 9);
  if (size == 2) put_digits(out, 2, 10 + number % 90);
  if (size < 3) return size;
  int digits = size - 2 < ID_DIGITS ? (int)(size - 2) : ID_DIGITS;
  out[0] = '"';
  put_digits(out + 1, digits, number);
  return 1 + (size_t)digits;
}

/* The event of a form, of which only the number is put behind the head. */
static size_t form_parts(const struct form *form, uint64_t number, char *digits,
                         struct iovec *parts) {
  size_t behind = form->number_at + FORM_DIGITS;
  put_digits(digits, FORM_DIGITS, number);
  parts[0] = (struct iovec){form->text, form->number_at};
  parts[1] = (struct iovec){digits, FORM_DIGITS};
  parts[2] = (struct iovec){form->text + behind, form->size - behind};
  return 3;
}

size_t event_parts(const struct events *events, uint64_t number, char *head, struct iovec *parts) {
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  size_t length = events->head_length;
  memcpy(head, events->head, length);
  put_digits(head + events->number_at, ID_DIGITS, number);
  put_digits(head + events->deadline_at, DEADLINE_DIGITS,
             (uint64_t)(wall.tv_sec + FUNCTION_SECONDS) * 1000 + (uint64_t)wall.tv_nsec / 1000000);
  parts[0] = (struct iovec){head, length};
  if (events->form.text)
    return 1 + form_parts(&events->form, number, head + length, parts + 1);
  size_t first = first_bytes(events, number, head + length);
  parts[0] = (struct iovec){head, length + first};
  if (first == events->size) return 1;
  parts[1] = (struct iovec){events->text + number % SHIFTS, events->size - first - 1};
  parts[2] = (struct iovec){(void *)"\"", 1};
  return 3;
}

bool event_answered(const struct events *events, uint64_t number, const char *bytes, size_t length) {
  char first[24];
  if (events->answer.text) return form_equals(&events->answer, number, bytes, length);
  if (events->form.text) return form_equals(&events->form, number, bytes, length);
  if (length != events->size) return false;
  size_t known = first_bytes(events, number, first);
  if (memcmp(bytes, first, known) != 0) return false;
  if (known == length) return true;
  return bytes[length - 1] == '"' &&
         memcmp(bytes + known, events->text + number % SHIFTS, length - known - 1) == 0;
}

void event_id(uint64_t number, char *out) {
  memcpy(out, ID_PREFIX ID_ZEROS, ID_LENGTH + 1);
  put_digits(out + ID_LENGTH - ID_DIGITS, ID_DIGITS, number);
}

uint64_t event_number(const char *id) {
  uint64_t number = 0;
  if (memcmp(id, ID_PREFIX, ID_LENGTH - ID_DIGITS) != 0) return 0;
  for (int i = ID_LENGTH - ID_DIGITS; i < ID_LENGTH; i++) {
    if (id[i] < '0' || id[i] > '9') return 0;
    number = number * 10 + (uint64_t)(id[i] - '0');
  }
  return number;
}

void events_close(struct events *events) {
  free(events->text);
  free(events->form.text);
  free(events->answer.text);
}
