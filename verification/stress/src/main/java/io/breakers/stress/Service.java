package io.breakers.stress;

/** A service that answers, or is down. */
@FunctionalInterface
public interface Service {
    /** Returns, or throws what a target that is down throws. */
    void call(boolean well);

    /** A target. */
    static void answer(boolean well) {
        if (!well) {
            throw Circumstances.Down.DOWN;
        }
    }
}
