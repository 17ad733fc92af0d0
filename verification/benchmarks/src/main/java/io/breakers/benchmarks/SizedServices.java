package io.breakers.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Writes and compiles services with many methods, for processes that have not loaded them yet. */
final class SizedServices {
    private static final String PACKAGE = "io.breakers.benchmarks.sized";

    private SizedServices() {}

    /**
     * The name of the interface; that of its target ends in {@code Target}, that of what calls all its methods in
     * {@code Caller}.
     */
    static String name(String service) {
        return PACKAGE + "." + service;
    }

    /** How many methods it has: the digits of its name. */
    static int methods(String service) {
        return Integer.parseInt(service.replaceAll("\\D", ""));
    }

    /**
     * Compiles the services into {@code directory}, whose name is then for the class path.
     *
     * @param services names that end in their number of methods, as in {@code Next10}
     */
    static void compile(Path directory, List<String> services) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "The cold start needs a JDK, this is a JRE: " + System.getProperty("java.home"));
        }
        var arguments = new ArrayList<String>(List.of("-nowarn", "-d", directory.toString()));
        for (String service : services) {
            int methods = methods(service);
            arguments.add(write(directory, service, declaration(service, methods)));
            arguments.add(write(directory, service + "Target", target(service, methods)));
            arguments.add(write(directory, service + "Caller", caller(service, methods)));
        }
        int failed = compiler.run(null, null, null, arguments.toArray(new String[0]));
        if (failed != 0) {
            throw new IllegalStateException("the services do not compile");
        }
    }

    private static String write(Path directory, String type, String source) {
        try {
            return Files.writeString(directory.resolve(type + ".java"), "package " + PACKAGE + ";\n" + source)
                    .toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String declaration(String service, int methods) {
        var source = new StringBuilder("public interface " + service + " {\n");
        for (int i = 0; i < methods; i++) {
            source.append(signature(i)).append(";\n");
        }
        return source.append("}\n").toString();
    }

    private static String target(String service, int methods) {
        var source = new StringBuilder("public final class " + service + "Target implements " + service + " {\n");
        for (int i = 0; i < methods; i++) {
            source.append("public ").append(signature(i)).append(body(i)).append("\n");
        }
        return source.append("}\n").toString();
    }

    private static String caller(String service, int methods) {
        var source = new StringBuilder("public final class " + service
                + "Caller implements java.util.function.Consumer<Object> {\n"
                + "public void accept(Object object) {\n"
                + service + " service = (" + service + ") object;\n"
                + "try {\n");
        for (int i = 0; i < methods; i++) {
            source.append("service.").append(call(i)).append(";\n");
        }
        return source.append("} catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }\n}\n}\n")
                .toString();
    }

    private static String signature(int number) {
        return switch (number % 4) {
            case 0 -> "long pay" + number + "(String account, long cents)";
            case 1 -> "String describe" + number + "(int id)";
            case 2 -> "void cancel" + number + "(String account) throws java.io.IOException";
            default -> "boolean same" + number + "(Object one, Object other)";
        };
    }

    private static String body(int number) {
        return switch (number % 4) {
            case 0 -> " { return cents; }";
            case 1 -> " { return \"\"; }";
            case 2 -> " { }";
            default -> " { return one == other; }";
        };
    }

    private static String call(int number) {
        return switch (number % 4) {
            case 0 -> "pay" + number + "(\"4711\", 1L)";
            case 1 -> "describe" + number + "(1)";
            case 2 -> "cancel" + number + "(\"4711\")";
            default -> "same" + number + "(\"a\", \"b\")";
        };
    }
}
