package io.breakers.operations.internal.document;

import java.time.Duration;
import java.util.List;

/**
 * What a level says about one key.
 *
 * @param raw as it is written
 * @param value as it is meant
 */
public record Setting(Key key, RawSetting raw, Object value) {
    public int whole() {
        return (Integer) value;
    }

    public double number() {
        return (Double) value;
    }

    public Duration duration() {
        return (Duration) value;
    }

    public boolean flag() {
        return (Boolean) value;
    }

    /** The types of a list, as the array that builders take. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a list of classes of throwables, by Values.types
    public Class<? extends Throwable>[] types() {
        return ((List<Class<? extends Throwable>>) value).toArray(new Class[0]);
    }
}
