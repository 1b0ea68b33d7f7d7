#include "samples.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MILLISECOND = 1000000 };

bool samples_open(struct samples *samples, uint64_t most) {
  samples->values = malloc((most ? most : 1) * sizeof *samples->values);
  return samples->values != NULL;
}

void samples_add(struct samples *samples, uint64_t nanoseconds) {
  samples->values[samples->length++] = nanoseconds > UINT32_MAX ? UINT32_MAX : (uint32_t)nanoseconds;
}

static int ascending(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

void samples_report(struct samples *samples, const char *name, FILE *out) {
  static const char *const percents[] = {"1", "10", "25", "50", "75", "90", "95", "99", "99.9"};
  if (samples->length == 0) {
    fprintf(out, ",\"%s\":null", name);
    return;
  }
  uint64_t last = samples->length - 1;
  double sum = 0, milliseconds = 0;
  for (uint64_t i = 0; i <= last; i++) {
    sum += samples->values[i];
    milliseconds += (samples->values[i] + MILLISECOND - 1) / MILLISECOND;
  }
  qsort(samples->values, samples->length, sizeof *samples->values, ascending);
  fprintf(out, ",\"%s\":{", name);
  for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
    fprintf(out, "\"p%s\":%" PRIu32 ",", percents[i],
            samples->values[(uint64_t)((double)last * atof(percents[i]) / 100)]);
  double count = (double)samples->length;
  fprintf(out, "\"max\":%" PRIu32 ",\"mean\":%.0f,\"billed_ms\":%.3f}", samples->values[last],
          sum / count, milliseconds / count);
}

void samples_close(struct samples *samples) { free(samples->values); }
