package io.breakers.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, as the tests read it that hold it to what the code does.
 *
 * @param file where it is, below the root of the project
 * @param text what it says
 */
public record Page(Path file, String text) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Reads the page of that name, for example {@code docs/guide/tuning.md}. */
    public static Page of(String file) {
        return read(Path.of(file));
    }

    /** All pages, by name. */
    public static List<Page> all() {
        return files(name -> name.endsWith(".md")).stream().map(Page::read).toList();
    }

    private static Page read(Path file) {
        return new Page(file, contentOf(file));
    }

    /** The content of a file below the root of the project. */
    public static String contentOf(Path file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The files of the project whose paths from the root are wanted, by name; nothing that was built or is hidden. */
    public static List<Path> files(Predicate<String> wanted) {
        Path root = root();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> Stream.of(file.toString().split("[/\\\\]"))
                            .noneMatch(part -> part.startsWith(".") || part.equals("target")))
                    .filter(file -> wanted.test(file.toString().replace('\\', '/')))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The root of the project, from whatever module this runs in. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path directory = here; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("docs/semantics.md"))) {
                return directory;
            }
        }
        throw new AssertionError("not below the root of the project: " + here);
    }

    /** The content of all blocks in that language, in order; those without a language for {@code ""}. */
    public List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    /** The languages of all blocks. */
    public Set<String> languages() {
        return BLOCK.matcher(text).results().map(block -> block.group(1)).collect(Collectors.toSet());
    }

    /** What stands below that heading, such as {@code ## Meters}, up to the next one of any level. */
    public String section(String heading) {
        String below = text.substring(text.indexOf("\n" + heading + "\n") + heading.length() + 2);
        return below.split("(?m)^#+ ", 2)[0];
    }

    /** Code without white space, and without comments at the ends of lines, which a page may add. */
    public static String compact(String code) {
        return code.replaceAll("(?m)(?<![:\"])//.*$", "").replaceAll("\\s+", "");
    }

    @Override
    public String toString() {
        return file.toString().replace('\\', '/');
    }
}
