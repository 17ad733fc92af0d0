/** The console in a browser: a shop with an outage, and its picture. */
@org.jspecify.annotations.NullMarked
package io.breakers.console;
