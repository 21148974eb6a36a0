/** Words that every feature needs: names of the contract's sets, errors, times. */
export const en = {
  kind: { base: 'Base', instruct: 'Instruct', dialog: 'Dialog' },
  kindMeaning: {
    base: 'Continues text',
    instruct: 'Answers an instruction',
    dialog: 'Takes part in a conversation',
  },
  kindGuide: {
    title: '{{kind}}: what this kind of model does',
  },
  action: {
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Retry',
    reload: 'Reload',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not be copied',
    copyDetails: 'Copy details',
    details: 'Details',
    decrease: 'Decrease {{name}}',
    increase: 'Increase {{name}}',
  },
  keys: { andThen: 'then' },
  verify: {
    run: 'Verify',
    running: 'Running it again',
    hint: 'Runs it again as it was recorded, and compares the tokens.',
    identical: {
      exact: 'The same tokens came out again, computed exactly.',
      fast: 'The same tokens came out again.',
    },
    differs: 'It came out differently from token {{number}} on.',
    fastHint: 'It was computed together with others, which may round differently. “Exact” rules that out.',
    expected: 'Then',
    actual: 'Now',
  },
  time: { now: 'just now', unknown: '–' },
  errorRequest: 'Request',
  error: {
    INVALID_REQUEST: 'The server did not accept this request: {{message}} Reload the page if this stays.',
    UNFILLED_VARIABLE: 'No value yet for {{names}}. Fill it in under Variables.',
    INVALID_TEMPLATE: 'The prompt cannot be rendered: {{message}} Mend the template, then run again.',
    NOT_FOUND: 'This is not on the server. It may have been moved, or the address is mistyped.',
    MODEL_NOT_FOUND: 'This model is not installed. Choose another one.',
    MODEL_CORRUPT: 'A file of this model is damaged. Install the model again.',
    MODEL_LOAD_FAILED: 'The model could not be loaded: {{message}} Try again, or choose another model.',
    MODEL_PROCESS_CRASHED: 'The model stopped unexpectedly and is being restarted. Try again.',
    OUT_OF_MEMORY:
      'There is not enough memory for this model. Choose a smaller one, or close other programs.',
    CONTEXT_LENGTH_EXCEEDED:
      'The prompt is longer than the model can read. Shorten it, or switch off some examples.',
    CHAT_TEMPLATE_FAILED:
      "The model's chat template could not be used: {{message}} Choose another model, or write the prompt as one text.",
    ENGINE_BUSY: 'Too many generations are waiting. Try again when some have finished.',
    MODEL_TOO_LARGE: '{{message}}',
    MODEL_IN_USE: 'The model is being used. Wait until its generations have ended, or stop them.',
    RATE_LIMITED: 'The server allows no more requests for now. {{message}}',
    UPSTREAM_UNREACHABLE: 'The server that runs this model cannot be reached. {{message}}',
    UPSTREAM_TIMEOUT:
      'The server that runs this model did not answer in time. Try again, or look at that server.',
    UPSTREAM_AUTH:
      'The server that runs this model does not accept the key. Enter another one on the Models page.',
    UPSTREAM_INVALID:
      'The server that runs this model answered something that cannot be understood. {{message}}',
    UPSTREAM_REFUSED: 'The server that runs this model refused the request: {{message}}',
    ADDRESS_BLOCKED: 'This address may not be used. {{message}}',
    HUB_UNREACHABLE: 'The model hub cannot be reached. {{message}}',
    REPOSITORY_NOT_FOUND: 'There is no such repository on the model hub. Check its name.',
    REPOSITORY_GATED:
      'The repository asks for its terms to be accepted. Accept them on its page, then set HF_TOKEN and start Trialogue again.',
    DOWNLOAD_CORRUPT:
      'What was downloaded is not what the model hub announced. It was thrown away; pull it again.',
    GENERATION_FAILED: 'The model failed while writing. Try again.',
    CONFLICT: 'This was changed in another window. Reload to see it as it is now.',
    RUN_NOT_RESUMABLE: 'This run cannot be continued. Run it again.',
    GENERATION_NOT_VERIFIABLE: 'This generation cannot be verified: {{message}}',
    GENERATION_NOT_BRANCHABLE: 'This output cannot be gone on from: {{message}}',
    TOKENIZERS_DIFFER:
      'The two models cut text into different tokens, so they cannot be compared. Choose a model of the same family.',
    LOSS_NOT_MEASURABLE: 'The loss cannot be measured: {{message}}',
    MODEL_CHANGED: 'The model is not the one that wrote this: its files have changed since.',
    HOST_NOT_ALLOWED: 'The server does not answer under this host name. Add it to TRIALOGUE_ALLOWED_HOSTS.',
    ORIGIN_NOT_ALLOWED:
      'The server does not accept requests from this page. Open Trialogue at the address that the server names.',
    UNSUPPORTED_MEDIA_TYPE: 'The server does not read this kind of content. Send JSON.',
    PAYLOAD_TOO_LARGE: 'This prompt is too large for the server. Shorten it, or take out some examples.',
    DISK_FULL: 'The disk of the server is full. Free some space, then try again.',
    DATA_DIR_LOCKED: 'Another Trialogue server uses the same data folder. Stop one of them.',
    SCHEMA_TOO_NEW: 'The data was written by a newer Trialogue. Start that version.',
    MIGRATION_FAILED:
      'The data could not be brought up to date. The server log says why; a copy from before is in the folder backups.',
    PORT_IN_USE: "The server's port is taken. Stop what uses it, or set TRIALOGUE_PORT.",
    INVALID_CONFIG:
      'A setting of the server is invalid: {{message}} Correct it, then start the server again.',
    OFFLINE: 'The server cannot be reached. Check that it is running; nothing you typed is lost.',
    INTERNAL:
      'Something went wrong inside Trialogue. Try again; if it stays, the server log has the details.',
  },
} as const
