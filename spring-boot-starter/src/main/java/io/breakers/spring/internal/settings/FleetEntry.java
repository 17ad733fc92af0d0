package io.breakers.spring.internal.settings;

/**
 * The fleet that the properties name.
 *
 * @param url where Redis is, which may hold a password; empty if something is wrong with it, which is a mistake
 * @param group those who share
 */
public record FleetEntry(String url, String group) {
    /** Without the address. */
    @Override
    public String toString() {
        return "fleet " + group;
    }
}
