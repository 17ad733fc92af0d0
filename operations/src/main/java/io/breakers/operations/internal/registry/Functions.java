package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.merge.ServiceCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the breakers without an interface of a registry. Safe for use by many threads. */
public final class Functions {
    private final Names names;
    private final Documents<?> documents;
    private final List<BreakerListener.Factory> listeners;
    private final Consumer<Breaker> coming;

    /**
     * Creates one that has made nothing.
     *
     * @param coming is told of each breaker that is made, before anybody finds it; not all of these stay
     */
    public Functions(
            Names names, Documents<?> documents, List<BreakerListener.Factory> listeners, Consumer<Breaker> coming) {
        this.names = names;
        this.documents = documents;
        this.listeners = listeners;
        this.coming = coming;
    }

    /**
     * Makes a breaker, or returns that of this name if no configuration is given.
     *
     * @param code what the code gives; {@code null} for nothing
     * @param mistakes collects what does not fit in the settings
     * @return {@code null} if anything does not
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws IllegalStateException if the registry is closed
     */
    public @Nullable Breaker make(String name, @Nullable BreakerConfig code, Mistakes mistakes) {
        Registered owner = names.owner(name);
        if (owner != null && !(code == null && owner instanceof RegisteredFunction)) {
            throw taken(name, owner);
        }
        ServiceCode function = ServiceCode.ofFunction(name, code);
        BreakerConfig merged = documents.enter(function, mistakes).get(0);
        if (!mistakes.isEmpty()) {
            return null;
        }
        var made = new RegisteredFunction(function, merged, listeners);
        coming.accept(made.breaker());
        var earlier = new AtomicReference<@Nullable Registered>();
        try {
            documents.admit(made, () -> {
                earlier.set(names.claim(made));
                return earlier.get() == null;
            });
        } catch (IllegalStateException closed) {
            made.close();
            throw closed;
        }
        owner = earlier.get();
        if (owner == null) {
            return made.breaker();
        }
        made.close();
        if (code == null && owner instanceof RegisteredFunction other) {
            return other.breaker();
        }
        throw taken(name, owner);
    }

    private static IllegalArgumentException taken(String name, Registered owner) {
        return new IllegalArgumentException("Cannot make the breaker " + name + ": its name is taken by "
                + owner.describe() + "; give another name, or close that one");
    }
}
