package io.breakers.operations.settings;

import java.time.Duration;
import java.util.List;

/**
 * What a level says about one key.
 *
 * @param raw as it is written
 * @param value as it is meant
 */
record Setting(Key key, RawSetting raw, Object value) {
    int whole() {
        return (Integer) value;
    }

    double number() {
        return (Double) value;
    }

    Duration duration() {
        return (Duration) value;
    }

    boolean flag() {
        return (Boolean) value;
    }

    /** The types of a list, as the array that builders take. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a list of classes of throwables, by Values.types
    Class<? extends Throwable>[] types() {
        return ((List<Class<? extends Throwable>>) value).toArray(new Class[0]);
    }
}
