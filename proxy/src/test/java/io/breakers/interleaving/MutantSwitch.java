package io.breakers.interleaving;

/** Turns one {@link Mutant} on. Only classes that {@link Rewriting} has written ask for it. */
public final class MutantSwitch {
    /** Of no mutant. */
    static final String NONE = "none";

    /**
     * The mutant that is on, by its name: Lincheck keeps, and restores, all that can be reached from the static fields
     * that it sees, and from a {@code Mutant} that is a lot.
     */
    static volatile String on = NONE;

    private MutantSwitch() {}

    public static boolean isOn(String mutant) {
        return on.equals(mutant);
    }
}
