package io.breakers.simulation;

import java.util.concurrent.CompletableFuture;

/** What the virtual clients call. */
interface Backend {
    CompletableFuture<String> ask(String question);
}
