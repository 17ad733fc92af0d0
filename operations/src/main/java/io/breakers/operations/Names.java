package io.breakers.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has which name in a registry. The only place with a lock, within which nothing of anybody else runs. Safe for use
 * by many threads.
 */
final class Names {
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
    Registered claim(Registered wanting) {
        synchronized (lock) {
            checkOpen();
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

    /** Runs {@code step}, which must be one of ours, unless the registry is closed. */
    void whileOpen(Runnable step) {
        synchronized (lock) {
            checkOpen();
            step.run();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the registry is closed");
        }
    }

    /** Returns who has a name, or has a breaker per key that may be called so; {@code null} if nobody has. */
    @Nullable
    Registered owner(String name) {
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
    List<Registered> members() {
        synchronized (lock) {
            return new ArrayList<>(members);
        }
    }

    /** Lets nobody in any more, and returns who is there. */
    List<Registered> close() {
        synchronized (lock) {
            closed = true;
            return new ArrayList<>(members);
        }
    }
}
