package io.breakers.examples;

/** An order of a customer, with its amount. */
public record Order(String id, long cents) {}
