package io.breakers.benchmarks;

import java.io.IOException;

/** The first service that a fresh process protects. */
public interface Wallet {
    /** Answers {@code cents}. */
    long pay(String account, long cents);

    /** Answers a text. */
    String describe(int id);

    /** Does nothing. */
    void close(String account) throws IOException;
}
