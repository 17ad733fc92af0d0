/**
 * What the tests of several modules share and no user needs: threads that start at one moment, a log that is read, code
 * that is compiled while a test runs, servers that are processes of their own, and what a long build prints.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.tools;
