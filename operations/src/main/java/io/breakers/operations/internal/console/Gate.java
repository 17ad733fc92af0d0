package io.breakers.operations.internal.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may ask. Each check returns what to answer instead, or {@code null} if there is nothing against the request. */
final class Gate {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final InetSocketAddress bound;
    private final byte @Nullable [] token;

    Gate(InetSocketAddress bound, @Nullable String token) {
        this.bound = bound;
        this.token = token == null ? null : hash(token);
    }

    boolean knowsOperators() {
        return token != null;
    }

    /**
     * A browser that was told that a foreign name is our address (DNS rebinding) sends that name. The port is not
     * looked at, because it is another one where it is forwarded.
     */
    @Nullable
    Answer wrongHost(HttpExchange exchange) {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        URI target = exchange.getRequestURI();
        String other = target.isAbsolute() ? target.getHost() : null;
        boolean ours = hosts.size() == 1 && isOurs(hosts.get(0)) && (other == null || isOurs(other));
        return ours ? null : Answer.error(421, "this is not that host");
    }

    private boolean isOurs(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        InetAddress address = bound.getAddress();
        if (name.equals(bound.getHostString().toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK.matcher(name).matches();
        }
        if (address.isAnyLocalAddress()) {
            return LOOPBACK.matcher(name).matches() || ADDRESS.matcher(name).matches();
        }
        return name.equals(literal(address));
    }

    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text.replaceFirst("%.*", "") + "]";
    }

    /** Whether a write comes from somebody else's page, or from nobody who may. */
    @Nullable
    Answer mayNotWrite(HttpExchange exchange) {
        if (token == null) {
            return Answer.error(403, "this console has no operators: it only shows");
        }
        Headers headers = exchange.getRequestHeaders();
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        // Behind a proxy with TLS, the page has another origin than this address; its browser says that it is its own.
        boolean own = origin == null
                || "same-origin".equals(site)
                || origin.equalsIgnoreCase("http://" + headers.getFirst("Host"));
        if (!own || "cross-site".equals(site) || "same-site".equals(site)) {
            return Answer.error(403, "requests from other origins change nothing");
        }
        List<String> given = headers.getOrDefault("Authorization", List.of());
        if (given.size() != 1 || !isToken(given.get(0))) {
            return Answer.error(401, "operators give their token, as in: Authorization: Bearer <token>")
                    .with(Map.of("WWW-Authenticate", "Bearer"));
        }
        return null;
    }

    /** Takes the same time whatever is wrong. */
    private boolean isToken(String authorization) {
        String scheme = "bearer ";
        boolean bearer = authorization.regionMatches(true, 0, scheme, 0, scheme.length());
        byte[] given = hash(bearer ? authorization.substring(scheme.length()).strip() : "");
        return MessageDigest.isEqual(given, token) && bearer;
    }

    private static byte[] hash(String text) {
        return Page.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
