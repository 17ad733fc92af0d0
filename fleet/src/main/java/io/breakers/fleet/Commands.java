package io.breakers.fleet;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.Settings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives commands and documents for all, and waits for what comes of them (S62). Each method throws {@link
 * FleetException} if it was refused, or not confirmed. Safe for use by many threads, that of the fleet among them.
 */
final class Commands {
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final Duration APPLIED = Duration.ofMillis(500);

    private final Node node;
    private final BiConsumer<CompletableFuture<?>, Duration> wait;

    /**
     * Gives commands to a node.
     *
     * @param wait as {@link Stages#await}
     */
    Commands(Node node, BiConsumer<CompletableFuture<?>, Duration> wait) {
        this.node = node;
        this.wait = wait;
    }

    long give(String name, Command command) {
        boolean isEvent = command.action() == Action.TRIP;
        var subject = new Subject(isEvent ? Subject.Kind.EVENT : Subject.Kind.COMMAND, name);
        return write(subject, command.text(), isEvent ? Duration.ZERO : FleetChannel.FOREVER);
    }

    long apply(Settings settings) {
        return write(Subject.THE_DOCUMENT, node.document().next(settings).text(), FleetChannel.FOREVER);
    }

    /** Returns whether there was a way back. */
    boolean rollback() {
        DocumentText back = node.document().back();
        if (back != null) {
            write(Subject.THE_DOCUMENT, back.text(), FleetChannel.FOREVER);
        }
        return back != null;
    }

    private long write(Subject subject, String text, Duration kept) {
        CompletableFuture<FleetChannel.Change> written =
                node.write(subject.key(), text, kept).toCompletableFuture();
        wait.accept(written, ANSWER);
        FleetChannel.Change change = change(written);
        // What was written is in the inbox already. Who waits for the thread of the fleet must not be it.
        if (!node.isItsThread()) {
            var applied = new CompletableFuture<Void>();
            node.run(() -> applied.complete(null));
            wait.accept(applied, APPLIED);
        }
        return change.entry().number();
    }

    private FleetChannel.Change change(CompletableFuture<FleetChannel.Change> written) {
        if (!written.isDone()) {
            throw unknown(
                    Thread.currentThread().isInterrupted()
                            ? "the thread was interrupted"
                            : "there was no answer within " + ANSWER.toMillis() + " ms",
                    null);
        }
        try {
            return written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof FleetException known ? known : unknown(failed.toString(), failed);
        }
    }

    private FleetException unknown(String why, @Nullable Exception cause) {
        return FleetException.unknown(node.toString(), why, cause);
    }
}
