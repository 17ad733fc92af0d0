package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedFallbackTest extends FallbackContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
