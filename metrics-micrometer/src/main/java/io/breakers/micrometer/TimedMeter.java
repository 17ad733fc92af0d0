package io.breakers.micrometer;

/** The meters that report both count and time. */
enum TimedMeter {
    SUCCESSES("calls", "success", Count.SUCCESSES, Count.SUCCESS_NANOS),
    FAILURES("calls", "failure", Count.FAILURES, Count.FAILURE_NANOS),
    IGNORED("calls", "ignored", Count.IGNORED, Count.IGNORED_NANOS),
    CANCELLED("calls", "cancelled", Count.CANCELLED, Count.CANCELLED_NANOS),
    FALLBACKS("fallbacks", "success", Count.FALLBACKS, Count.FALLBACK_NANOS),
    FALLBACK_FAILURES("fallbacks", "failure", Count.FALLBACK_FAILURES, Count.FALLBACK_FAILURE_NANOS);

    final String suffix;
    final String outcome;
    final Count count;
    final Count nanos;

    TimedMeter(String suffix, String outcome, Count count, Count nanos) {
        this.suffix = suffix;
        this.outcome = outcome;
        this.count = count;
        this.nanos = nanos;
    }

    String description() {
        return suffix.equals("calls") ? "Permitted calls that have ended" : "Fallbacks that stood in for a call";
    }
}
