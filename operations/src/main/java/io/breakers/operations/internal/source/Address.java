package io.breakers.operations.internal.source;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a document is asked for over HTTP. An immutable value.
 *
 * @param headers sent with each request
 * @param timeout for the whole answer
 */
public record Address(URI uri, List<Header> headers, Duration timeout) {
    /** A header of a request. */
    public record Header(String name, String value) {}

    /** Checks that requests can be made of it; throws {@link IllegalArgumentException} for what is wrong. */
    public Address {
        headers = List.copyOf(headers);
        request(uri, headers);
    }

    public Address with(Header header) {
        var more = new ArrayList<>(headers);
        more.add(header);
        return new Address(uri, more, timeout);
    }

    public Address with(Duration other) {
        return new Address(uri, headers, other);
    }

    HttpRequest.Builder request() {
        return request(uri, headers);
    }

    private static HttpRequest.Builder request(URI uri, List<Header> headers) {
        HttpRequest.Builder request = begin(uri).GET();
        headers.forEach(header -> put(header, request));
        return request;
    }

    private static HttpRequest.Builder begin(URI uri) {
        try {
            return HttpRequest.newBuilder(uri);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("uri must be an address of http or https with a host, such as"
                    + " http://localhost:8080/breakers.properties, was " + shown(uri));
        }
    }

    /** Without what may be secret. */
    private static String shown(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String authority = uri.getRawAuthority() == null
                ? ""
                : "//" + uri.getRawAuthority().replaceFirst("^.*@", "");
        return scheme + authority + Objects.requireNonNullElse(uri.getRawPath(), "");
    }

    /** What the client says of a value that it refuses holds that value, which may be secret. */
    private static void put(Header header, HttpRequest.Builder request) {
        HttpRequest.newBuilder().header(header.name(), "");
        try {
            request.header(header.name(), header.value());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("the header " + header.name() + " cannot be sent: its value holds a line"
                    + " break, or another character that no header may have; strip it");
        }
    }
}
