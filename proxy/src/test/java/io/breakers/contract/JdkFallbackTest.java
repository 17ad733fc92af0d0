package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkFallbackTest extends FallbackContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
