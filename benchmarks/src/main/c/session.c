#define _GNU_SOURCE
#include "session.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INVOCATION "/2018-06-01/runtime/invocation/"
#define ID_FORM "5eed0000-0000-4000-8000-%012" PRIu64
#define FUNCTION_SECONDS 60

enum { ID_LENGTH = 36, ID_DIGITS = 12, DEADLINE_DIGITS = 13, SHIFTS = 251, MOST_SAMPLES = 20000000 };

static const char accepted[] =
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"
    "{\"status\":\"OK\"}\n";
static const char bad_id[] =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 69\r\n\r\n"
    "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n";
static const char bad_state[] =
    "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 68\r\n\r\n"
    "{\"errorMessage\":\"Wrong state\",\"errorType\":\"InvalidStateTransition\"}\n";
static const char not_found[] =
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n";
static const char head_form[] =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: application/json\r\n"
    "Lambda-Runtime-Aws-Request-Id: " ID_FORM "\r\n"
    "Lambda-Runtime-Deadline-Ms: %013d\r\n"
    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:012345678912:function:echo\r\n"
    "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;"
    "Sampled=0\r\n"
    "Content-Length: %zu\r\n\r\n";

static void put_digits(char *at, int digits, uint64_t value) {
  for (int i = digits - 1; i >= 0; i--, value /= 10) at[i] = (char)('0' + value % 10);
}

static bool samples_open(struct samples *samples, uint64_t most) {
  samples->values = malloc((most ? most : 1) * sizeof *samples->values);
  return samples->values != NULL;
}

static void sample(struct samples *samples, uint64_t nanoseconds) {
  samples->values[samples->length++] = nanoseconds > UINT32_MAX ? UINT32_MAX : (uint32_t)nanoseconds;
}

bool session_open(struct session *session, struct plan plan) {
  memset(session, 0, sizeof *session);
  if (plan.seconds > 0 && plan.count == 0) plan.count = MOST_SAMPLES;
  session->plan = plan;
  int length = asprintf(&session->head, head_form, (uint64_t)0, 0, plan.size);
  session->text = malloc(plan.size + SHIFTS);
  session->payload = malloc(plan.size + 1);
  if (length < 0 || !session->text || !session->payload) return false;
  session->head_length = (size_t)length;
  uint32_t random = 2463534242u; /* xorshift: letters without a pattern, the same in each run */
  for (size_t i = 0; i < plan.size + SHIFTS; i++) {
    random ^= random << 13, random ^= random >> 17, random ^= random << 5;
    session->text[i] = "abcdefghijklmnopqrstuvwxyz012345"[random & 31];
  }
  return samples_open(&session->latency, plan.count) && samples_open(&session->gap, plan.count) &&
         samples_open(&session->cycle, plan.count);
}

/* The event is JSON: a number of up to two digits, or a string that begins with the event's number. */
static void fill_payload(struct session *session) {
  size_t size = session->plan.size;
  uint64_t event = session->event;
  if (size == 1) session->payload[0] = (char)('1' + event % 9);
  if (size == 2) put_digits(session->payload, 2, 10 + event % 90);
  if (size < 3) return;
  memcpy(session->payload, session->text + event % SHIFTS, size);
  session->payload[0] = session->payload[size - 1] = '"';
  int digits = size - 2 < ID_DIGITS ? (int)(size - 2) : ID_DIGITS;
  put_digits(session->payload + 1, digits, event);
}

static void fill_head(struct session *session) {
  char *id = memmem(session->head, session->head_length, "5eed0000-", 9);
  put_digits(id + ID_LENGTH - ID_DIGITS, ID_DIGITS, session->event);
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  static const char name[] = "\r\nLambda-Runtime-Deadline-Ms: ";
  put_digits(id + ID_LENGTH + sizeof name - 1, DEADLINE_DIGITS,
             (uint64_t)(wall.tv_sec + FUNCTION_SECONDS) * 1000 + (uint64_t)wall.tv_nsec / 1000000);
}

/* How much of a body fits into the report of a fault. */
static int shown(const struct http_request *request) {
  return request->body_length > 200 ? 200 : (int)request->body_length;
}

static struct reply fixed(const char *text) {
  return (struct reply){.head = text, .head_length = strlen(text)};
}

static bool is(const char *text, size_t length, const char *wanted) {
  return length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

static void enter_next_phase(struct session *session, uint64_t now) {
  const struct plan *plan = &session->plan;
  uint64_t measured = session->latency.length;
  if (session->phase == PHASE_STARTING) {
    session->first_next = now;
    session->phase = PHASE_WARMING;
  }
  if (session->phase == PHASE_WARMING && session->event >= plan->warmup) {
    session->phase = plan->count ? PHASE_MEASURING : PHASE_DONE;
    session->started = session->ended = now;
  } else if (session->phase == PHASE_MEASURING) {
    sample(&session->gap, now - session->answered);
    sample(&session->cycle, now - session->written);
    bool time_over = plan->seconds > 0 && (double)(now - session->started) > plan->seconds * 1e9;
    if (measured >= plan->count || time_over) {
      session->phase = PHASE_DONE;
      session->ended = now;
    }
  }
}

static struct reply next_event(struct session *session, uint64_t now) {
  if (session->out) {
    session_fault(session, "polled before event %" PRIu64 " was answered", session->event);
    return fixed(bad_state);
  }
  enter_next_phase(session, now);
  if (session->phase == PHASE_DONE) return (struct reply){.head_length = 0};
  session->event++;
  session->out = true;
  fill_head(session);
  fill_payload(session);
  return (struct reply){session->head, session->head_length, session->payload, session->plan.size,
                        true};
}

static struct reply take_answer(struct session *session, const struct http_request *request,
                                const char *id, const char *call, uint64_t now) {
  char wanted[ID_LENGTH + 1];
  snprintf(wanted, sizeof wanted, ID_FORM, session->event);
  if (memcmp(id, wanted, ID_LENGTH) != 0) {
    session_fault(session, "answer to %.*s while %s is due", ID_LENGTH, id, wanted);
    return fixed(bad_id);
  }
  if (!session->out) {
    session_fault(session, "second answer to event %" PRIu64, session->event);
    return fixed(bad_state);
  }
  session->out = false;
  size_t call_length = (size_t)(request->path + request->path_length - call);
  if (!is(call, call_length, "/response"))
    session_fault(session, "event %" PRIu64 " was answered by %.*s: %.*s", session->event,
                  (int)call_length, call, shown(request), request->body);
  else if (request->body_length != session->plan.size ||
           memcmp(request->body, session->payload, session->plan.size) != 0)
    session_fault(session, "event %" PRIu64 " came back with other bytes (%zu of them)",
                  session->event, request->body_length);
  session->answered = now;
  if (session->phase == PHASE_MEASURING) sample(&session->latency, now - session->written);
  return fixed(accepted);
}

struct reply session_answer(struct session *session, const struct http_request *request,
                            uint64_t now) {
  const size_t prefix = strlen(INVOCATION);
  const char *rest = request->path + prefix;
  if (request->path_length > prefix && memcmp(request->path, INVOCATION, prefix) == 0) {
    size_t rest_length = request->path_length - prefix;
    if (is(request->method, request->method_length, "GET") && is(rest, rest_length, "next"))
      return next_event(session, now);
    if (is(request->method, request->method_length, "POST") && rest_length > ID_LENGTH)
      return take_answer(session, request, rest, rest + ID_LENGTH, now);
  }
  session_fault(session, "unexpected %.*s %.*s: %.*s", (int)request->method_length, request->method,
                (int)request->path_length, request->path, shown(request), request->body);
  return fixed(is(request->path, request->path_length, "/2018-06-01/runtime/init/error") ? accepted
                                                                                         : not_found);
}

void session_wrote_event(struct session *session, uint64_t now) {
  session->written = now;
  if (session->phase == PHASE_MEASURING && session->latency.length == 0) session->started = now;
}

void session_fault(struct session *session, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (session->errors++ == 0)
    vsnprintf(session->first_error, sizeof session->first_error, format, arguments);
  va_end(arguments);
}

static int ascending(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static void report_samples(FILE *out, const char *name, struct samples *samples) {
  if (samples->length == 0) {
    fprintf(out, ",\"%s\":null", name);
    return;
  }
  qsort(samples->values, samples->length, sizeof *samples->values, ascending);
  fprintf(out, ",\"%s\":{\"p50\":%" PRIu32 ",\"p99\":%" PRIu32 "}", name,
          samples->values[(samples->length - 1) / 2],
          samples->values[(samples->length - 1) * 99 / 100]);
}

void session_report(struct session *session, FILE *out) {
  uint64_t elapsed = session->ended - session->started;
  fprintf(out, "\"invocations\":%" PRIu64 ",\"elapsed_ns\":%" PRIu64, session->latency.length,
          session->phase == PHASE_DONE ? elapsed : 0);
  report_samples(out, "latency_ns", &session->latency);
  report_samples(out, "gap_ns", &session->gap);
  report_samples(out, "cycle_ns", &session->cycle);
  fprintf(out, ",\"first_next_ns\":%" PRIu64 ",\"errors\":%" PRIu64, session->first_next,
          session->errors);
  for (char *c = session->first_error; *c; c++)
    if (!isprint((unsigned char)*c) || *c == '"' || *c == '\\') *c = '\'';
  if (session->errors) fprintf(out, ",\"first_error\":\"%s\"", session->first_error);
}

void session_close(struct session *session) {
  free(session->head);
  free(session->text);
  free(session->payload);
  free(session->latency.values);
  free(session->gap.values);
  free(session->cycle.values);
}
