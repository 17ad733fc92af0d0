package io.breakers.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a target has promised: a test lets it send, end and fail, before or after somebody listens. */
final class Source {
    /** The side of a library. */
    interface Sink {
        void next(String element);

        /** The end; {@code null} for a good one. */
        void end(@Nullable Throwable failure);

        /** A sink for one value at most, which it has at the end; {@code null} for none. */
        static Sink ofValue(Consumer<@Nullable String> onEnd, Consumer<Throwable> onFailure) {
            return new Sink() {
                private @Nullable String value;

                @Override
                public void next(String element) {
                    value = element;
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    if (failure == null) {
                        onEnd.accept(value);
                    } else {
                        onFailure.accept(failure);
                    }
                }
            };
        }

        static Sink ofElements(Consumer<String> onElement, Runnable onEnd, Consumer<Throwable> onFailure) {
            return new Sink() {
                @Override
                public void next(String element) {
                    onElement.accept(element);
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    if (failure == null) {
                        onEnd.run();
                    } else {
                        onFailure.accept(failure);
                    }
                }
            };
        }
    }

    private final List<String> unsent = new ArrayList<>();
    private @Nullable Sink sink;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean cancelled;

    /** Somebody listens. */
    void attach(Sink listening) {
        sink = listening;
        unsent.forEach(listening::next);
        if (ended) {
            listening.end(failure);
        }
    }

    /** Whoever listened has gone. */
    void cancel() {
        cancelled |= !ended;
    }

    boolean isCancelled() {
        return cancelled;
    }

    Source sends(String element) {
        if (sink == null) {
            unsent.add(element);
        } else {
            sink.next(element);
        }
        return this;
    }

    Source ends() {
        return end(null);
    }

    Source succeeds(String element) {
        return sends(element).ends();
    }

    Source fails(Throwable with) {
        return end(with);
    }

    private Source end(@Nullable Throwable with) {
        ended = true;
        failure = with;
        if (sink != null) {
            sink.end(with);
        }
        return this;
    }
}
