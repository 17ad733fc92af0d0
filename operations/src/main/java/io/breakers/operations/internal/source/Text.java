package io.breakers.operations.internal.source;

import io.breakers.operations.internal.document.Format;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A document as it was read. Equal to one with equal bytes and the same format. */
public final class Text {
    private final Format format;
    private final byte[] content;

    Text(Format format, byte[] content) {
        this.format = format;
        this.content = content;
    }

    public Format format() {
        return format;
    }

    /** The bytes, which nobody may change. */
    public byte[] content() {
        return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text that && format == that.format && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
