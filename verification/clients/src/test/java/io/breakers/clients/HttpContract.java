package io.breakers.clients;

import io.breakers.tools.LoopbackServer;
import org.junit.jupiter.api.AfterEach;

/** The outage of an HTTP server: it answers 503, or not at all. What the caller asks in vain for is answered 404. */
abstract class HttpContract extends OutageContract {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    final LoopbackServer server;

    HttpContract() {
        this(new LoopbackServer());
    }

    HttpContract(LoopbackServer server) {
        this.server = server;
    }

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @Override
    void callInVain() throws Throwable {
        server.answersWith(NOT_FOUND);
        call("unknown");
    }

    @Override
    final boolean hasArrived(String mark) {
        return server.requests().stream().anyMatch(request -> request.contains(mark));
    }

    @Override
    final void breakDown() {
        server.answersWith(UNAVAILABLE);
    }

    @Override
    final void hang() {
        server.holdAnswers();
    }

    @Override
    final void recover() {
        server.answersWith(OK);
        server.releaseAnswers();
    }
}
