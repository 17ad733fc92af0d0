package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkProxyTest extends ProxyContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
