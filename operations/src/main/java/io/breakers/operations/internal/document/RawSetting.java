package io.breakers.operations.internal.document;

/**
 * A key and its value as they are written.
 *
 * @param key the whole key
 * @param line where it stands, from 1; 0 if that is unknown
 * @param value without spaces around it; empty if there is none
 */
public record RawSetting(String key, int line, String value) {}
