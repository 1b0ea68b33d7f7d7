#define _GNU_SOURCE
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: load_server [OPTION]... [-- CLIENT [ARGUMENT]...]\n"
    "\n"
    "Speaks the Lambda Runtime API on 127.0.0.1, loads one client with numbered events and checks\n"
    "id, order and bytes of each answer (an echo is right, or --answer). With a CLIENT it starts it with\n"
    "AWS_LAMBDA_RUNTIME_API set, measures its process too, and kills it at the end; without one it\n"
    "holds the last poll open until the client goes away.\n"
    "\n"
    "Prints {\"port\":N} as the first line, and one line of JSON with the result when the run is over.\n"
    "Exit status: 0 valid run, 1 invalid run, 2 wrong usage.\n"
    "\n"
    "  --port N         port, 0 = chosen by the system (default)\n"
    "  --size BYTES     size of an event (default 2, at most 6291556)\n"
    "  --warmup N       events before the measured ones (default 0)\n"
    "  --count N        measured events (default 0: end at the first poll after the warm-up)\n"
    "  --seconds S      measure for S seconds, or up to --count events\n"
    "  --flights N      invocations at once (default 1, at most 128); the client is to be told by\n"
    "                   AWS_LAMBDA_MAX_CONCURRENCY\n"
    "  --rate N         open loop: N measured events become due in a second, whatever the client does,\n"
    "                   and latency counts from then on; needs --spin\n"
    "  --stream BYTES   events are this number, and each answer is a streaming response of so many\n"
    "                   bytes: blocks of 65536 letters, a to z in turn\n"
    "  --whole          with --stream: the same bytes in one piece are right, too\n"
    "  --event FILE     each event is this text, with its number in place of ############\n"
    "  --answer FILE    each answer has to be this text: likewise, and with any twelve digits in\n"
    "                   place of ~~~~~~~~~~~~, nanoseconds that the function spent on others and that\n"
    "                   added_ns leaves out\n"
    "  --read-rate N    read N bytes of a streamed response in a second (default: all that come)\n"
    "  --core N         pin the server to core N\n"
    "  --client-core N  pin the client to core N\n"
    "  --spin           wait for input without sleeping\n"
    "  --terminate      end the client with SIGTERM, and with SIGKILL only after thirty seconds\n"
    "  --timeout S      give up after S seconds without a request (default 60)\n"
    "  --help           this text\n";

static double number(const char *name, const char *text, double greatest) {
  char *end;
  double value = strtod(text, &end);
  if (end != text && *end == '\0' && value >= 0 && value <= greatest) return value;
  fprintf(stderr, "load_server: --%s is \"%s\", but must be a number from 0 to %.0f\n", name, text,
          greatest);
  exit(2);
}

static void fail(const char *what) {
  fprintf(stderr, "load_server: %s\n", what);
  exit(2);
}

static struct form form(const char *name, const char *path) {
  struct form form;
  if (form_read(&form, path)) return form;
  fprintf(stderr, "load_server: --%s is \"%s\": %s\n", name, path, strerror(errno));
  exit(2);
}

struct options read_options(int argc, char **argv) {
  enum { PORT, SIZE, WARMUP, COUNT, SECONDS, CORE, CLIENT_CORE, TIMEOUT, SPIN, FLIGHTS, RATE, STREAM,
         READ_RATE, TERMINATE, WHOLE, EVENT, ANSWER, HELP };
  static const struct option known[] = {
      {"port", required_argument, 0, PORT},       {"size", required_argument, 0, SIZE},
      {"warmup", required_argument, 0, WARMUP},   {"count", required_argument, 0, COUNT},
      {"seconds", required_argument, 0, SECONDS}, {"core", required_argument, 0, CORE},
      {"client-core", required_argument, 0, CLIENT_CORE},
      {"timeout", required_argument, 0, TIMEOUT}, {"spin", no_argument, 0, SPIN},
      {"flights", required_argument, 0, FLIGHTS}, {"rate", required_argument, 0, RATE},
      {"stream", required_argument, 0, STREAM},   {"read-rate", required_argument, 0, READ_RATE},
      {"terminate", no_argument, 0, TERMINATE},   {"whole", no_argument, 0, WHOLE},
      {"event", required_argument, 0, EVENT},     {"answer", required_argument, 0, ANSWER},
      {"help", no_argument, 0, HELP},             {0}};
  struct options options = {.plan.size = 2, .plan.flights = 1, .core = -1, .client_core = -1, .timeout = 60};
  int found, index = 0;
  while ((found = getopt_long(argc, argv, "+", known, &index)) != -1) {
    const char *name = known[index].name;
    switch (found) {
      case PORT: options.port = (int)number(name, optarg, 65535); break;
      case SIZE: options.plan.size = (size_t)number(name, optarg, 6291556); break;
      case WARMUP: options.plan.warmup = (uint64_t)number(name, optarg, 1e9); break;
      case COUNT: options.plan.count = (uint64_t)number(name, optarg, 2e7); break;
      case SECONDS: options.plan.seconds = number(name, optarg, 3600); break;
      case CORE: options.core = (int)number(name, optarg, 1023); break;
      case CLIENT_CORE: options.client_core = (int)number(name, optarg, 1023); break;
      case TIMEOUT: options.timeout = (long)number(name, optarg, 3600); break;
      case FLIGHTS: options.plan.flights = (int)number(name, optarg, MOST_FLIGHTS); break;
      case RATE: options.plan.rate = number(name, optarg, 1e7); break;
      case STREAM: options.plan.stream = (uint64_t)number(name, optarg, 1e12); break;
      case READ_RATE: options.read_rate = number(name, optarg, 1e12); break;
      case WHOLE: options.plan.whole = true; break;
      case EVENT: options.plan.event = form(name, optarg); break;
      case ANSWER: options.plan.answer = form(name, optarg); break;
      case TERMINATE: options.terminate = true; break;
      case SPIN: options.spin = true; break;
      case HELP: fputs(usage, stdout); exit(0);
      default: fputs("Try load_server --help.\n", stderr); exit(2);
    }
  }
  if (options.plan.flights < 1) fail("--flights must be 1 or more");
  if (options.plan.event.text && options.plan.event.number_at == SIZE_MAX)
    fail("--event has no ############, where each event's number goes");
  if (options.plan.rate > 0 && !options.spin) fail("--rate needs --spin: due times are kept exactly");
  if (optind < argc) options.command = argv + optind;
  return options;
}
