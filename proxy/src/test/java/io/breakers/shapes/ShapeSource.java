package io.breakers.shapes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the source of a random interface, and of a target that passes each call on.
 *
 * <p>Both speak of types of the platform only, so that they can be loaded where Breakers is not seen. Each logical
 * method names itself to the target by a key of its own, whichever of its bridges was called; {@link #keys()} is
 * therefore what there must be breakers for.
 */
final class ShapeSource {
    private static final String CALL =
            "((java.util.function.BiFunction<String, Object[], Object>) (Object) this).apply";
    private static final List<String> TYPES = List.of(
            "boolean",
            "byte",
            "short",
            "char",
            "int",
            "long",
            "float",
            "double",
            "String",
            "Object",
            "CharSequence",
            "int[]",
            "String[]",
            "java.util.List<String>",
            "T");
    private static final List<String> RESULTS = List.of(
            "void", "java.util.concurrent.CompletionStage<String>", "java.util.concurrent.CompletableFuture<T>");

    private final Random random;
    private final String packageName;
    private final boolean visible;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> signatures = new HashSet<>();
    private final StringBuilder service = new StringBuilder();
    private final StringBuilder target = new StringBuilder();
    private final StringBuilder parents = new StringBuilder();

    ShapeSource(long seed, int index) {
        this.random = new Random(seed * 31 + index);
        this.packageName = "shapes.s" + index;
        this.visible = index % 4 != 3;
        write(index);
    }

    String typeName() {
        return packageName + ".Service";
    }

    String targetName() {
        return packageName + ".Target";
    }

    /** Whether the interface is public; others are reached from their own package only. */
    boolean isPublic() {
        return visible;
    }

    Set<String> keys() {
        return keys;
    }

    String service() {
        return service.toString();
    }

    String target() {
        return target.toString();
    }

    String parentsName() {
        return packageName + ".Parents";
    }

    String parents() {
        return parents.toString();
    }

    private void write(int index) {
        String access = visible ? "public " : "";
        String bound = List.of("", " extends CharSequence", " extends Comparable<String>")
                .get(random.nextInt(3));
        service.append("package ").append(packageName).append(";\n").append(access);
        service.append("interface Service<T").append(bound).append(", E extends Exception> extends ");
        service.append("Parents.Left<String>, Parents.Right<String> {\n");
        target.append("package ").append(packageName).append(";\n@SuppressWarnings(\"unchecked\") public class Target");
        target.append(" implements Service<String, java.io.IOException>,");
        target.append(" java.util.function.BiFunction<String, Object[], Object> {\n");
        target.append("private final java.util.function.BiFunction<String, Object[], Object> calls;\n");
        target.append("public Target(java.util.function.BiFunction<String, Object[], Object> calls)");
        target.append(" { this.calls = calls; }\n");
        target.append("public Object apply(String key, Object[] given) { return calls.apply(key, given); }\n");
        target.append("public static java.lang.invoke.MethodHandles.Lookup lookup()");
        target.append(" { return java.lang.invoke.MethodHandles.lookup(); }\n");
        writeParents();
        service.append("static int count() { return 1; }\nprivate int hidden() { return 2; }\n");
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            writeMethod(parameters(random.nextInt(5)), random.nextInt(4) == 0);
        }
        if (index % 10 == 0) {
            writeMethod(IntStream.range(0, 254).mapToObj(i -> "int").toList(), false);
            writeMethod(
                    IntStream.range(0, 127)
                            .mapToObj(i -> i % 2 == 0 ? "long" : "double")
                            .toList(),
                    false);
        }
        service.append("}\n");
        target.append("}\n");
    }

    /**
     * A diamond over a generic parent: its two sides say the same, the bottom says it with another type and a narrower
     * result.
     */
    private void writeParents() {
        parents.append("package ").append(packageName).append(visible ? ";\npublic " : ";\n");
        parents.append("interface Parents {\n");
        parents.append("interface Root<A> { A turn(A value); Object narrow(); }\n");
        parents.append("interface Left<A> extends Root<A> { A turn(A value); }\n");
        parents.append("interface Right<A> extends Root<A> { A turn(A value); CharSequence narrow(); }\n}\n");
        if (random.nextBoolean()) {
            service.append("String turn(String value);\nString narrow();\n");
        }
        for (String method : List.of("turn(String a0)", "narrow()")) {
            String name = method.substring(0, method.indexOf('('));
            String given = method.contains("a0") ? "a0" : "";
            keys.add(name);
            target.append("public String ").append(method).append(" { return (String) apply(\"");
            target.append(name).append("\", new Object[] {").append(given).append("}); }\n");
        }
    }

    private List<String> parameters(int count) {
        var parameters = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            parameters.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        return parameters;
    }

    private void writeMethod(List<String> parameters, boolean varargs) {
        String name = "m" + random.nextInt(3);
        if (varargs) {
            parameters.add("String...");
        }
        String signature = signature(name, parameters);
        if (!signatures.add(signature)) {
            return;
        }
        String key = "k" + keys.size();
        keys.add(key);
        int chosen = random.nextInt(TYPES.size() + RESULTS.size());
        String result = chosen < TYPES.size() ? TYPES.get(chosen) : RESULTS.get(chosen - TYPES.size());
        String checked = List.of("", " throws java.io.IOException", " throws E").get(random.nextInt(3));
        boolean defaults = random.nextInt(3) == 0;
        String list = IntStream.range(0, parameters.size())
                .mapToObj(i -> parameters.get(i) + " a" + i)
                .collect(Collectors.joining(", ", "(", ")"));
        String given =
                IntStream.range(0, parameters.size()).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        String arguments = "(\"" + key + "\", new Object[] {" + given + "})";
        String head = result + " " + name + list + checked;
        if (defaults) {
            service.append("@SuppressWarnings(\"unchecked\") default ").append(head);
            service.append(body(result, CALL + arguments));
        } else {
            service.append(head).append(";\n");
        }
        if (!defaults || random.nextBoolean()) {
            target.append("public ").append(asImplemented(head));
            target.append(body(asImplemented(result), "apply" + arguments));
        }
    }

    private static String body(String result, String call) {
        return result.equals("void") ? " { " + call + "; }\n" : " { return (" + result + ") " + call + "; }\n";
    }

    private static String asImplemented(String text) {
        return text.replaceAll("\\bT\\b", "String").replace("throws E", "throws java.io.IOException");
    }

    /** Two that would be one method after erasure, here or in the target, where T is String, are not both written. */
    private static String signature(String name, List<String> parameters) {
        return parameters.stream()
                .map(type -> switch (type) {
                    case "T", "Object", "CharSequence" -> "String";
                    case "String..." -> "String[]";
                    default -> type;
                })
                .collect(Collectors.joining(",", name + "(", ")"));
    }
}
