package dev.nextloop;

/**
 * Who called, for calls signed with Cognito credentials ({@code Lambda-Runtime-Cognito-Identity}).
 *
 * @param identityId may be null
 * @param identityPoolId may be null
 */
public record CognitoIdentity(String identityId, String identityPoolId) {}
