package io.breakers.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An instance of a fleet, as it was at its last sign of life, a few seconds ago at most.
 *
 * @param id its host and process, as far as they are known, and a random part
 * @param since for how long it has been a member
 * @param document the number of the fleet's last document that it has seen, taken or refused; 0 if there was none
 * @param refused why it keeps its old settings instead of that document; empty if it does not
 * @param open the names of its breakers that are not CLOSED, in order, at most 100
 */
public record Member(String id, Duration since, long document, String refused, List<String> open) {
    public Member {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(refused, "refused");
        open = List.copyOf(open);
    }
}
