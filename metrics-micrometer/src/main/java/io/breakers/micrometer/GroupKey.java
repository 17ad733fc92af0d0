package io.breakers.micrometer;

import io.micrometer.core.instrument.Tags;

/** The identity of a group: breakers with equal keys on one registry share their meters. */
record GroupKey(String prefix, Tags extraTags, String service, String method) {
    String name(String suffix) {
        return prefix + "." + suffix;
    }

    Tags tags() {
        return extraTags.and("service", service, "method", method);
    }
}
