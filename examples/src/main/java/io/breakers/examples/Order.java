package io.breakers.examples;

/** What somebody bought, and for how much. */
public record Order(String id, long cents) {}
