package io.breakers.operations.internal.source;

import io.breakers.operations.internal.document.Format;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A document at an HTTP address. Where the server tells an {@code ETag}, it is asked only whether there is another one.
 * No redirection is followed, because headers may hold secrets. The client's threads are the JDK's; they end when this
 * is not referenced any more.
 */
public final class HttpSource implements Source {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Address address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What an {@code ETag} stands for. */
    private record Known(String tag, Text text) {}

    private @Nullable Known known;

    public HttpSource(Address address) {
        this.address = address;
    }

    @Override
    public Text read() throws SourceException, InterruptedException {
        HttpRequest.Builder request = address.request();
        Known last = known;
        if (last != null) {
            request.header("If-None-Match", last.tag());
        }
        HttpResponse<byte[]> answer = answer(request.build());
        if (answer.statusCode() == NOT_MODIFIED && last != null) {
            return last.text();
        }
        if (answer.statusCode() != OK) {
            throw new SourceException("answered " + answer.statusCode());
        }
        var text = new Text(format(answer), answer.body());
        known = answer.headers()
                .firstValue("ETag")
                .map(tag -> new Known(tag, text))
                .orElse(null);
        return text;
    }

    private Format format(HttpResponse<?> answer) throws SourceException {
        String path = String.valueOf(address.uri().getPath());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        Format ofPath = Format.ofFile(path);
        Format format = ofPath == null ? Format.ofMediaType(type) : ofPath;
        if (format == null) {
            throw new SourceException("has neither an end like .properties or .yaml nor a Content-Type that tells how"
                    + " it is written, such as application/yaml, application/json or text/plain for properties");
        }
        return format;
    }

    /** Waits for the whole answer: a server that sends a byte now and then is late, too. */
    private HttpResponse<byte[]> answer(HttpRequest request) throws SourceException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new LimitedBody(FileSource.LARGEST));
        try {
            return answer.get(nanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new SourceException("did not answer in full within " + address.timeout(), late);
        } catch (ExecutionException failed) {
            throw unread(failed.getCause() == null ? failed : failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private long nanos() {
        try {
            return address.timeout().toNanos();
        } catch (ArithmeticException centuries) {
            return Long.MAX_VALUE;
        }
    }

    /** Other messages may hold numbers that differ each time. */
    private static SourceException unread(Throwable failure) {
        if (failure instanceof LimitedBody.TooLargeException) {
            return new SourceException("is larger than " + FileSource.LARGEST + " bytes", failure);
        }
        if (failure instanceof ConnectException) {
            return new SourceException("cannot be reached", failure);
        }
        if (failure instanceof IOException) {
            return new SourceException(
                    "did not answer in full: " + failure.getClass().getSimpleName(), failure);
        }
        return new SourceException("cannot be read: " + failure.getClass().getSimpleName(), failure);
    }
}
