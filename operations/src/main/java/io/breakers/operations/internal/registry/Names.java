package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has which name in a registry. Nothing of anybody else runs within its lock. Safe for use by many threads.
 */
public final class Names {
    private final Object lock = new Object();
    private final Map<String, Registered> owners = new HashMap<>();
    private final Set<Registered> members = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Gives {@code wanting} all its names, or none if one of them is taken.
     *
     * @return who has one of them; {@code null} if nobody has
     * @throws IllegalStateException if the registry is closed
     */
    @Nullable
    public Registered claim(Registered wanting) {
        synchronized (lock) {
            refuseIfClosed();
            for (String name : wanting.names()) {
                Registered owner = owners.get(name);
                if (owner != null) {
                    return owner;
                }
            }
            wanting.names().forEach(name -> owners.put(name, wanting));
            members.add(wanting);
            return null;
        }
    }

    /** Frees the names of a member; no effect for others. */
    void release(Registered member) {
        synchronized (lock) {
            if (members.remove(member)) {
                member.names().forEach(owners::remove);
            }
        }
    }

    /** Frees the name of a breaker without an interface that was closed; no effect for others. */
    void closed(Breaker breaker) {
        if (owner(breaker.name()) instanceof RegisteredFunction function && function.breaker() == breaker) {
            release(function);
        }
    }

    /**
     * Runs {@code step}, which must be one of ours, unless the registry is closed.
     *
     * @throws IllegalStateException if it is
     */
    public void whileOpen(Runnable step) {
        synchronized (lock) {
            refuseIfClosed();
            step.run();
        }
    }

    /** Whether nobody is let in any more. */
    public boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Throws {@link IllegalStateException} if the registry is closed. */
    public void checkOpen() {
        synchronized (lock) {
            refuseIfClosed();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the registry is closed");
        }
    }

    /** Returns who has a name, or has a breaker per key that may be called so; {@code null} if nobody has. */
    @Nullable
    public Registered owner(String name) {
        synchronized (lock) {
            Registered owner = owners.get(name);
            return owner != null || !name.endsWith("]") ? owner : ownerOfKey(name);
        }
    }

    private @Nullable Registered ownerOfKey(String name) {
        for (Registered member : members) {
            if (member.mayBeOfAKey(name)) {
                return member;
            }
        }
        return null;
    }

    /** All members, in the order in which they came. */
    public List<Registered> members() {
        synchronized (lock) {
            return new ArrayList<>(members);
        }
    }

    /** Lets nobody in any more, and returns who is there. */
    public List<Registered> close() {
        synchronized (lock) {
            closed = true;
            return new ArrayList<>(members);
        }
    }
}
