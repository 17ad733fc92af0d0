package io.breakers.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The main sources of the module whose tests run, for the rules of its size. */
public final class Sources {
    private static final Path ROOT = Path.of("src", "main", "java");
    private static final int LINES = 300;
    private static final int FILES = 20;

    private Sources() {}

    private static List<Path> all() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Map<Path, Integer> packages() throws IOException {
        var packages = new TreeMap<Path, Integer>();
        for (Path file : all()) {
            Path folder = file.getParent();
            if (folder != null && !folder.equals(ROOT)) {
                packages.merge(folder, 1, Integer::sum);
            }
        }
        return packages;
    }

    /** The files of more than 300 lines. */
    public static List<Path> largeFiles() throws IOException {
        var large = new ArrayList<Path>();
        for (Path file : all()) {
            if (Files.readAllLines(file).size() > LINES) {
                large.add(file);
            }
        }
        return large;
    }

    /** The packages of more than 20 files. */
    public static List<Path> largePackages() throws IOException {
        return packages().entrySet().stream()
                .filter(entry -> entry.getValue() > FILES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The packages without a map: {@code package-info.java}. */
    public static List<Path> packagesWithoutMap() throws IOException {
        return packages().keySet().stream()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();
    }
}
