package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedReactorTest extends ReactorContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
