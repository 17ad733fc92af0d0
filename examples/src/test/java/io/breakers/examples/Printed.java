package io.breakers.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Runs a story and keeps what it prints. */
final class Printed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    /** A story that prints. */
    @FunctionalInterface
    interface Story {
        void run(PrintStream out) throws Exception;
    }

    static String by(Story story) throws Exception {
        var printed = new Printed();
        story.run(printed.out());
        return printed.text();
    }

    PrintStream out() {
        return out;
    }

    /** The text so far, with the line ends of this source file. */
    String text() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
