package io.breakers.fleet;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.Settings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives commands and documents for all, and waits for what comes of them (S62). Each method throws {@link
 * FleetException} if it was refused, or not confirmed. Safe for use by many threads, that of the fleet among them.
 */
final class Commands {
    private static final long ANSWER_MILLIS = 4_000;
    private static final long APPLY_MILLIS = 500;

    private final Node node;

    Commands(Node node) {
        this.node = node;
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
        CompletionStage<FleetChannel.Change> written = node.write(subject.key(), text, kept);
        FleetChannel.Change change = null;
        try {
            change = written.toCompletableFuture().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof FleetException known ? known : unknown(failed.toString(), failed);
        } catch (TimeoutException late) {
            throw unknown("there was no answer within " + ANSWER_MILLIS + " ms", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown("the thread was interrupted", stopped);
        }
        // What was written is in the inbox already. Who waits for the thread of the fleet must not be it.
        if (!node.isItsThread()) {
            var applied = new CompletableFuture<Void>();
            node.run(() -> applied.complete(null));
            Stages.await(applied, APPLY_MILLIS);
        }
        return change.entry().number();
    }

    private FleetException unknown(String why, Exception cause) {
        return FleetException.unknown(node.toString(), why, cause);
    }
}
