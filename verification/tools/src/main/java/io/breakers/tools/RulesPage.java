package io.breakers.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes a page of {@code docs/semantics.md} beside the Javadoc, and a link to its rule of every number like {@code S12}
 * that the Javadoc names. A number without a rule fails. Run by {@code release/site}.
 */
public final class RulesPage {
    private static final String PAGE = "rules.html";

    /** How a rule begins: in bold, with its number. */
    private static final Pattern RULE = Pattern.compile("<strong>(S\\d+[a-z]?)</strong>");

    private static final Pattern NUMBER = Pattern.compile("\\bS\\d+[a-z]?\\b");

    /** What has no text that could name a rule: tags, and what must not get a link into it. */
    private static final Pattern MARKUP = Pattern.compile(
            "<(script|style|title|a)\\b.*?</\\1>|<!--.*?-->|<[^>]*>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>What a breaker does</title>
            <style>
            body { max-width: 48em; margin: 2em auto; padding: 0 1em; font-family: sans-serif; line-height: 1.5 }
            a[id] { font-weight: bold } :target { background: #ffeb99 }
            </style>
            </head>
            <body>
            <p><a href="index.html">Javadoc</a></p>
            %s</body>
            </html>
            """;

    private final String page;
    private final Set<String> rules;
    private final Set<String> linked = new TreeSet<>();

    private RulesPage(String page, Set<String> rules) {
        this.page = page;
        this.rules = rules;
    }

    /** Arguments: the file of the rules, and the directory of the Javadoc. */
    public static void main(String[] arguments) throws IOException {
        RulesPage rules = of(Files.readString(Path.of(arguments[0])));
        Path site = Path.of(arguments[1]);
        List<Path> pages;
        try (Stream<Path> files = Files.walk(site)) {
            pages = files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.equals(site.resolve(PAGE)))
                    .toList();
        }
        if (pages.isEmpty()) {
            throw new IOException("no Javadoc in " + site);
        }
        for (Path file : pages) {
            String up = "../".repeat(site.relativize(file).getNameCount() - 1);
            String before = Files.readString(file);
            String after = rules.linked(before, up + PAGE);
            if (!after.equals(before)) {
                Files.writeString(file, after);
            }
        }
        Files.writeString(site.resolve(PAGE), rules.page);
        System.out.println(rules.rules.size() + " rules, " + rules.linked.size() + " of them linked from "
                + pages.size() + " pages of Javadoc");
    }

    /** The page of the rules in this Markdown, each of which has an anchor; the numbers in their text are links too. */
    static RulesPage of(String markdown) {
        String html =
                HtmlRenderer.builder().build().render(Parser.builder().build().parse(markdown));
        Set<String> rules =
                RULE.matcher(html).results().map(rule -> rule.group(1)).collect(Collectors.toSet());
        String anchored = RULE.matcher(html).replaceAll("<a id=\"$1\" href=\"#$1\">$1</a>");
        return new RulesPage(FRAME.formatted(linked(anchored, "", rules, new TreeSet<>())), rules);
    }

    /** The HTML of a page of Javadoc with a link to its rule for each number in the text. */
    String linked(String html, String rulesPage) {
        return linked(html, rulesPage, rules, linked);
    }

    String page() {
        return page;
    }

    private static String linked(String html, String rulesPage, Set<String> rules, Set<String> linked) {
        return outsideMarkup(
                html,
                text -> NUMBER.matcher(text).replaceAll(number -> {
                    String rule = number.group();
                    if (!rules.contains(rule)) {
                        throw new IllegalArgumentException(
                                "no rule " + rule + " in docs/semantics.md, but in: " + text.strip());
                    }
                    linked.add(rule);
                    return "<a href=\"" + rulesPage + "#" + rule + "\">" + rule + "</a>";
                }));
    }

    private static String outsideMarkup(String html, Function<String, String> change) {
        var result = new StringBuilder();
        int end = 0;
        for (MatchResult markup : MARKUP.matcher(html).results().toList()) {
            result.append(change.apply(html.substring(end, markup.start()))).append(markup.group());
            end = markup.end();
        }
        return result.append(change.apply(html.substring(end))).toString();
    }
}
