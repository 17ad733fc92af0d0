package io.breakers.micrometer;

import io.micrometer.core.instrument.Tags;

/** What the meters of a breaker are called: breakers with equal keys on one registry share their meters. */
record MeterKey(String prefix, Tags extraTags, String service, String method) {
    String name(MeterRow.Name name) {
        return prefix + "." + name.suffix();
    }

    Tags tags() {
        return extraTags.and("service", service, "method", method);
    }
}
