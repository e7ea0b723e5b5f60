// Made from config/openapi.json by `npm run openapi`. Not to be changed by hand.

export interface paths {
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Jobs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Session_whoAmI"];
        put?: never;
        post: operations["Session_signIn"];
        delete: operations["Session_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Session_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BrowserSession_signIn"];
        delete: operations["BrowserSession_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/browser-session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BrowserSession_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users_list"];
        put?: never;
        post: operations["Users_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Users_change"];
        trace?: never;
    };
    "/api/v1/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Users_setPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Me_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Me_change"];
        trace?: never;
    };
    "/api/v1/matters/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MattersSheets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MattersSheets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MattersSheets_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TargetsSheets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TargetsSheets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TargetsSheets_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InspectorsSheets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InspectorsSheets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InspectorsSheets_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VisitsSheets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VisitsSheets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VisitsSheets_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Agencies_list"];
        put?: never;
        post: operations["Agencies_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Agencies_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Agencies_change"];
        trace?: never;
    };
    "/api/v1/agencies/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Agencies_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Agencies_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Matters_list"];
        put?: never;
        post: operations["Matters_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Matters_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Matters_change"];
        trace?: never;
    };
    "/api/v1/matters/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Matters_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Matters_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Targets_list"];
        put?: never;
        post: operations["Targets_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Targets_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Targets_change"];
        trace?: never;
    };
    "/api/v1/targets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Targets_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/targets/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Targets_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspectors_list"];
        put?: never;
        post: operations["Inspectors_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspectors_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Inspectors_change"];
        trace?: never;
    };
    "/api/v1/inspectors/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspectors_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Inspectors_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Absences_list"];
        put?: never;
        post: operations["Absences_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/absences/{absenceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Absences_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Duties_list"];
        put?: never;
        post: operations["Duties_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Duties_change"];
        trace?: never;
    };
    "/api/v1/inspectors/{id}/recusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Recusals_list"];
        put?: never;
        post: operations["Recusals_declare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/recusals/{recusalId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Recusals_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/interests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Interests_list"];
        put?: never;
        post: operations["Interests_declare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspectors/{id}/interests/{interestId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Interests_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Visits_list"];
        put?: never;
        post: operations["Visits_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Visits_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Visits_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Visits_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["History_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["History_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/notice-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticeChannels_list"];
        put?: never;
        post: operations["NoticeChannels_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/notice-channels/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticeChannels_one"];
        put?: never;
        post?: never;
        delete: operations["NoticeChannels_remove"];
        options?: never;
        head?: never;
        patch: operations["NoticeChannels_change"];
        trace?: never;
    };
    "/api/v1/agencies/{id}/notice-channels/{channelId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["NoticeChannels_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/notice-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticeChannels_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inbox_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Inbox_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notice-choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inbox_choices"];
        put: operations["Inbox_choose"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Plans_list"];
        put?: never;
        post: operations["Plans_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Plans_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Plans_change"];
        trace?: never;
    };
    "/api/v1/plans/{id}/caps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["Plans_changeCaps"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Plans_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Plans_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Plans_calendarOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Plans_listOccurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PlanLife_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PlanLife_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PlanLife_giveBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PlanLife_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PlanLife_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanLife_listSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanLife_listEditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/editions/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanLife_edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicPlans_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/plans/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicPlans_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/plans/{number}/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicPlans_listEditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/plans/{number}/editions/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicPlans_edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Batches_list"];
        put?: never;
        post: operations["Batches_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Batches_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Batches_change"];
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Batches_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Batches_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Batches_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Partners_list"];
        put?: never;
        post: operations["Partners_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/partners/leave-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Partners_leaveOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Invitations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Invitations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Invitations_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Invitations_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/occurrences/{occurrenceId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Occurrences_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/working-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WorkingDays_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/working-days/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["WorkingDays_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/working-days/{year}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WorkingDays_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Draws_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Draws_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Draws_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Commitments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Commitments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/verify.py": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Verifier_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/fairness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Fairness_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/extract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Shown_extract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/targets/{targetId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Shown_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}/extract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_extract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}/targets/{targetId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}/fairness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Published_fairness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/draws/{number}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawEvents_watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/checkpoints/{size}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_checkpointOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/entries/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/proofs/inclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_inclusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/proofs/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Log_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/figures-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Statements_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Statements_figures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/ceremony/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Statements_witness"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/ceremony/reveals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Statements_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/beacon-round": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Statements_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawAmendments_list"];
        put?: never;
        post: operations["DrawAmendments_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Amendments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Amendments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Amendments_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/amendments/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Amendments_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Alerts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AgencyTerms_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Reminders_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspections_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspections_days"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspections_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Inspections_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Inspections_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InspectionLife_steps"];
        put?: never;
        post: operations["InspectionLife_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InspectionLife_takeAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/recusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InspectionRecusals_list"];
        put?: never;
        post: operations["InspectionRecusals_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/recusals/{recusalId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InspectionRecusals_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/recusals/{recusalId}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InspectionRecusals_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/recusals/{recusalId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["InspectionRecusals_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/retractions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Retractions_list"];
        put?: never;
        post: operations["Retractions_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/retractions/{retractionId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Retractions_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/retractions/{retractionId}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Retractions_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/retractions/{retractionId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Retractions_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/joint-visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["JointVisits_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/joint-visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["JointVisits_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/joint-visits/{visitId}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["JointVisits_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/joint-visits/{visitId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["JointVisits_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Rectifications_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Rectifications_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Rectifications_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Rectifications_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rectifications/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Rectifications_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/finding-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FindingCodes_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Corrections_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["InspectionCodes_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/inspections/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicInspections_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/on-site/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OnSite_bundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/on-site/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OnSite_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/on-site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SiteRecords_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/files/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SiteFiles_get"];
        put: operations["SiteFiles_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["QuestionLists_present"];
        put: operations["QuestionLists_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/questions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["QuestionLists_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Documents_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/documents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Documents_get"];
        put?: never;
        post: operations["Documents_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawDocuments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/draws/{id}/documents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawDocuments_get"];
        put?: never;
        post: operations["DrawDocuments_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DocumentTemplates_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-templates/placeholders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DocumentTemplates_placeholders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-templates/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DocumentTemplates_get"];
        put: operations["DocumentTemplates_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-templates/{kind}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DocumentTemplates_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Coverage_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coverage/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Coverage_proposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coverage/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Coverage_overdueDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/{batchId}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DryRun_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/batches/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DryRun_runNew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Statistics_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Statistics_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Statistics_counted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pairings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Pairings_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ChecklistPublication_standing"];
        put?: never;
        post: operations["ChecklistPublication_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ChecklistPublication_ofMatter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agencies/{id}/disclosure-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DisclosureRules_of"];
        put: operations["DisclosureRules_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist/{number}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/checklist/{number}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Checklist_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans/{number}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/plans/{number}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PlanBulletins_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/draws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawBulletins_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/draws/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawBulletins_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/draws/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawBulletins_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/draws/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawBulletins_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/draws/{number}/drawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DrawBulletins_drawn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results/{number}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/bulletins/results/{number}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Results_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/targets/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicTargets_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        JobResponse: {
            id: number;
            /** @description What is to be done: draw, issue, checkpoint-export … */
            kind: string;
            /** @description For whom: the id of the occurrence, of the draw … */
            key: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /**
             * @description When it was to be done
             * @example 2026-03-05T09:00:00+08:00
             */
            dueAt: string;
            /**
             * @description When it is looked at next, while it waits
             * @example 2026-03-05T09:00:00+08:00
             */
            runAt: string;
            /** @description Whether it waits though its time has passed: no process takes it up */
            late: boolean;
            /** @description Tries since it last went well, with the present one */
            attempts: number;
            /** @description Why the last try did not succeed */
            lastError: string | null;
            /** @description The process that is at it, or was last */
            owner: string | null;
            /**
             * @description Until when it is left to its owner, without a sign of life
             * @example 2026-03-05T09:00:00+08:00
             */
            leaseUntil: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            finishedAt: string | null;
        };
        PageOfJobResponse: {
            items: components["schemas"]["JobResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ReadyResponse: {
            /** @enum {string} */
            status: "ok";
            /** @description What each part says of itself, by its name */
            parts: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        SignInRequest: {
            /** @example admin */
            username: string;
            password: string;
        };
        PersonResponse: {
            id: number;
            username: string;
            displayName: string;
            /** @enum {string} */
            role: "admin" | "planner" | "inspector" | "auditor";
            /** @description null: the whole tree */
            agencyId: number | null;
            inspectorId: number | null;
        };
        SessionResponse: {
            user: components["schemas"]["PersonResponse"];
            /** @description Goes into the header: Authorization: Bearer … */
            accessToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            /** @description Seconds from now */
            expiresIn: number;
        };
        WhoAmIResponse: {
            user: components["schemas"]["PersonResponse"];
        };
        OwnPasswordRequest: {
            oldPassword: string;
            newPassword: string;
        };
        UserResponse: {
            id: number;
            username: string;
            displayName: string;
            /** @enum {string} */
            role: "admin" | "planner" | "inspector" | "auditor";
            /** @description null: the whole tree */
            agencyId: number | null;
            inspectorId: number | null;
            email: string | null;
            /** @enum {string|null} */
            language: "zh" | "en" | null;
            active: boolean;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        PageOfUserResponse: {
            items: components["schemas"]["UserResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ChangeResponse: {
            action: string;
            by: string;
            at: string;
            requestId: string | null;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
        };
        NewUserRequest: {
            /**
             * @description Kept in lower case
             * @example wang.fang
             */
            username: string;
            /** @example 王芳 */
            displayName: string;
            password: string;
            /** @enum {string} */
            role: "admin" | "planner" | "inspector" | "auditor";
            /** @description The top of the part of the tree that this person sees; null or left out: the whole tree */
            agencyId?: number | null;
            /** @description The inspector that this person is */
            inspectorId?: number | null;
            /**
             * @description Where notices are sent to
             * @example wang.fang@example.org
             */
            email?: string | null;
            /**
             * @description Of the notices; null or left out: Chinese
             * @enum {string|null}
             */
            language?: "zh" | "en" | null;
        };
        UserChangeRequest: {
            displayName?: string;
            /** @enum {string} */
            role?: "admin" | "planner" | "inspector" | "auditor";
            agencyId?: number | null;
            inspectorId?: number | null;
            /** @description One who is not active cannot sign in, and is signed out at once */
            active?: boolean;
            /**
             * @description Where notices are sent to
             * @example wang.fang@example.org
             */
            email?: string | null;
            /**
             * @description Of the notices; null: Chinese
             * @enum {string|null}
             */
            language?: "zh" | "en" | null;
        };
        NewPasswordRequest: {
            password: string;
        };
        OwnResponse: {
            id: number;
            username: string;
            displayName: string;
            /** @enum {string} */
            role: "admin" | "planner" | "inspector" | "auditor";
            /** @description null: the whole tree */
            agencyId: number | null;
            inspectorId: number | null;
            email: string | null;
            /** @enum {string|null} */
            language: "zh" | "en" | null;
        };
        OwnChangeRequest: {
            /**
             * @description Where notices are sent to
             * @example wang.fang@example.org
             */
            email?: string | null;
            /**
             * @description Of the notices; null: Chinese
             * @enum {string|null}
             */
            language?: "zh" | "en" | null;
        };
        ImportForm: {
            /**
             * Format: binary
             * @description An .xlsx, .xls or .csv file
             */
            file: string;
            /**
             * @description JSON: field → heading as written in the sheet, or column letter. Wins over what is recognised
             * @example {"name":"B"}
             */
            mapping?: string;
            /** @description The sheet to read; else the first whose headings fit */
            sheet?: string;
            /** @description As in the query, which it goes before */
            agencyId?: number;
        };
        UnreadColumn: {
            column: string;
            heading: string;
        };
        ImportRow: {
            /** @description Row of the sheet, from 1; null for the sheet as a whole */
            row: number | null;
            /** @description Column letter */
            column: string | null;
            /** @description What is wrong, or else created, updated, unchanged or skipped */
            code: string;
            /**
             * @description An error keeps the row out
             * @enum {string}
             */
            severity: "error" | "warning" | "info";
            message: {
                zh?: string;
                en?: string;
            };
            /**
             * @description What becomes of the record
             * @enum {string|null}
             */
            outcome: "created" | "updated" | "unchanged" | "rejected" | null;
            /** @description Name of the record */
            name: string | null;
            /** @description The stored record that the row means */
            id: number | null;
        };
        ImportReport: {
            dryRun: boolean;
            /** @enum {string} */
            register: "matters" | "targets" | "inspectors" | "visits";
            /** @enum {string} */
            format: "xlsx" | "xls" | "csv";
            sheet: string;
            /** @description Field → column letter and heading */
            columns: {
                [key: string]: unknown;
            };
            /** @description Columns that mean nothing here */
            unread: components["schemas"]["UnreadColumn"][];
            created: number;
            updated: number;
            unchanged: number;
            /** @description Rows with an error; with any, a real run writes nothing */
            rejected: number;
            /** @description Rows that are no records: notes, totals, headings again */
            skipped: number;
            /** @description Names of the agencies that are made */
            agenciesCreated: string[];
            /** @description For each record what is wrong with it, then its outcome. Over the limit, errors go before the rest */
            rows: components["schemas"]["ImportRow"][];
            /** @description Entries that the limit left out; the counts are exact all the same */
            rowsLeftOut: number;
        };
        AgencyResponse: {
            id: number;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /**
             * @description When it was retired; null while it is in use
             * @example 2026-03-05T09:00:00+08:00
             */
            retiredAt: string | null;
            code: string;
            name: string;
            /** @enum {string} */
            level: "nation" | "province" | "city" | "county" | "township";
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode: string | null;
            parentId: number | null;
            /** @description Working days from a visit to the publication of its result; null: as the agency above, and at the top 20 */
            publicationDays: number | null;
            /** @description Working days from a recheck that passed to the closing of its rectification; null: as the agency above, and at the top 10 */
            closingDays: number | null;
            /** @description How far from a target its inspectors may check in, in metres; null: as the agency above, and at the top 500 */
            checkInMetres: number | null;
        };
        AgenciesPage: {
            items: components["schemas"]["AgencyResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        CreateAgencyRequest: {
            /** @example 示范县民政局 */
            name: string;
            /** @enum {string} */
            level: "nation" | "province" | "city" | "county" | "township";
            /** @description Derived from the name unless given; fixed from then on */
            code?: string;
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode?: string | null;
            /** @description The agency above; unless given, the caller's own */
            parentId?: number | null;
            /** @description Working days from a visit to the publication of its result; null: as the agency above, and at the top 20 */
            publicationDays?: number | null;
            /** @description Working days from a recheck that passed to the closing of its rectification; null: as the agency above, and at the top 10 */
            closingDays?: number | null;
            /** @description How far from a target its inspectors may check in, in metres; null: as the agency above, and at the top 500 */
            checkInMetres?: number | null;
        };
        ChangeAgencyRequest: {
            name?: string;
            /** @enum {string} */
            level?: "nation" | "province" | "city" | "county" | "township";
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode?: string | null;
            /** @description Moves the agency and all below it */
            parentId?: number | null;
            /** @description Working days from a visit to the publication of its result; null: as the agency above, and at the top 20 */
            publicationDays?: number | null;
            /** @description Working days from a recheck that passed to the closing of its rectification; null: as the agency above, and at the top 10 */
            closingDays?: number | null;
            /** @description How far from a target its inspectors may check in, in metres; null: as the agency above, and at the top 500 */
            checkInMetres?: number | null;
        };
        RetireRequest: {
            /** @description Kept in the history */
            reason?: string | null;
        };
        RateField: {
            /**
             * @description at-least is a duty and rounds up, at-most a limit and rounds down
             * @enum {string}
             */
            direction: "at-least" | "at-most" | "exactly";
            /**
             * @description Millionths of the pool: 3 % is 30000
             * @example 30000
             */
            millionths: number;
        };
        MatterResponse: {
            id: number;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /**
             * @description When it was retired; null while it is in use
             * @example 2026-03-05T09:00:00+08:00
             */
            retiredAt: string | null;
            agencyId: number;
            code: string;
            number: string | null;
            category: string | null;
            name: string;
            content: string | null;
            targetKind: string | null;
            /** @enum {string|null} */
            importance: "general" | "key" | null;
            methods: ("on-site" | "paper" | "online" | "testing")[];
            methodText: string | null;
            level: string | null;
            legalBasis: string | null;
            rate: components["schemas"]["RateField"] | null;
            frequency: string | null;
            /** @example 03-01 */
            windowFrom: string | null;
            /** @example 03-01 */
            windowUntil: string | null;
            qualifications: string[];
        };
        MattersPage: {
            items: components["schemas"]["MatterResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        CreateMatterRequest: {
            /** @description Derived from category, name and kind of target unless given */
            code?: string;
            /** @description The number on the checklist; matters of a group share it */
            number?: string | null;
            category?: string | null;
            content?: string | null;
            /** @description Whom it is for */
            targetKind?: string | null;
            /** @enum {string|null} */
            importance?: "general" | "key" | null;
            methods?: ("on-site" | "paper" | "online" | "testing")[];
            /** @description The methods in the words of the checklist */
            methodText?: string | null;
            /** @description The level in charge */
            level?: string | null;
            /** @description Acts and articles, one a line */
            legalBasis?: string | null;
            rate?: components["schemas"]["RateField"] | null;
            frequency?: string | null;
            /**
             * @description From which day of each year
             * @example 03-01
             */
            windowFrom?: string | null;
            /**
             * @description Until which day of each year; may lie before windowFrom
             * @example 03-01
             */
            windowUntil?: string | null;
            /** @description What the inspectors must be qualified for */
            qualifications?: string[];
            /** @description The caller's own agency unless given */
            agencyId?: number;
            name: string;
        };
        ChangeMatterRequest: {
            /** @description Derived from category, name and kind of target unless given */
            code?: string;
            /** @description The number on the checklist; matters of a group share it */
            number?: string | null;
            category?: string | null;
            content?: string | null;
            /** @description Whom it is for */
            targetKind?: string | null;
            /** @enum {string|null} */
            importance?: "general" | "key" | null;
            methods?: ("on-site" | "paper" | "online" | "testing")[];
            /** @description The methods in the words of the checklist */
            methodText?: string | null;
            /** @description The level in charge */
            level?: string | null;
            /** @description Acts and articles, one a line */
            legalBasis?: string | null;
            rate?: components["schemas"]["RateField"] | null;
            frequency?: string | null;
            /**
             * @description From which day of each year
             * @example 03-01
             */
            windowFrom?: string | null;
            /**
             * @description Until which day of each year; may lie before windowFrom
             * @example 03-01
             */
            windowUntil?: string | null;
            /** @description What the inspectors must be qualified for */
            qualifications?: string[];
            /** @description Why it is changed; kept in the history */
            reason?: string | null;
            /** @description A matter stays with its agency: only the same id is taken */
            agencyId?: number;
            name?: string;
        };
        TargetResponse: {
            id: number;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /**
             * @description When it was retired; null while it is in use
             * @example 2026-03-05T09:00:00+08:00
             */
            retiredAt: string | null;
            agencyId: number;
            /** @description Goes into draws: the credit code, the alias, or derived from the name */
            code: string;
            /**
             * @description Where the code comes from
             * @enum {string}
             */
            codeKind: "uscc" | "alias" | "derived";
            /** @description Unified social credit code, GB 32100-2015 */
            uscc: string | null;
            alias: string | null;
            name: string;
            kind: string;
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode: string | null;
            /** @enum {string|null} */
            riskClass: "A" | "B" | "C" | "D" | null;
            /** @enum {string} */
            state: "active" | "closed" | "deregistered" | "revoked" | "withdrawn" | "moved";
            address: string | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            longitude: number | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            latitude: number | null;
            legalRepresentative: string | null;
            phone: string | null;
            remarks: string | null;
        };
        TargetsPage: {
            items: components["schemas"]["TargetResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        CreateTargetRequest: {
            /** @description Unified social credit code, GB 32100-2015 */
            uscc?: string | null;
            /** @description A number of its own, where it has no credit code */
            alias?: string | null;
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode?: string | null;
            /** @enum {string|null} */
            riskClass?: "A" | "B" | "C" | "D" | null;
            /**
             * @description active unless given
             * @enum {string}
             */
            state?: "active" | "closed" | "deregistered" | "revoked" | "withdrawn" | "moved";
            address?: string | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            longitude?: number | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            latitude?: number | null;
            legalRepresentative?: string | null;
            phone?: string | null;
            /** @description Complaints, abnormal listing, violations */
            remarks?: string | null;
            /** @description The caller's own agency unless given */
            agencyId?: number;
            name: string;
            /** @example 养老机构 */
            kind: string;
        };
        ChangeTargetRequest: {
            /** @description Unified social credit code, GB 32100-2015 */
            uscc?: string | null;
            /** @description A number of its own, where it has no credit code */
            alias?: string | null;
            /**
             * @description Region code of GB/T 2260
             * @example 110101
             */
            regionCode?: string | null;
            /** @enum {string|null} */
            riskClass?: "A" | "B" | "C" | "D" | null;
            /**
             * @description active unless given
             * @enum {string}
             */
            state?: "active" | "closed" | "deregistered" | "revoked" | "withdrawn" | "moved";
            address?: string | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            longitude?: number | null;
            /** @description Where it stands: millionths of a degree, WGS-84 (not GCJ-02) */
            latitude?: number | null;
            legalRepresentative?: string | null;
            phone?: string | null;
            /** @description Complaints, abnormal listing, violations */
            remarks?: string | null;
            /** @description Why it is changed; kept in the history */
            reason?: string | null;
            /** @description A target stays with its agency: only the same id is taken */
            agencyId?: number;
            name?: string;
            kind?: string;
        };
        InspectorResponse: {
            id: number;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /**
             * @description When it was retired; null while it is in use
             * @example 2026-03-05T09:00:00+08:00
             */
            retiredAt: string | null;
            agencyId: number;
            /** @description Goes into draws: the certificate's number, or derived from it */
            code: string;
            name: string;
            certificateNumber: string | null;
            issuer: string | null;
            /** @example 2026-03-05 */
            validFrom: string | null;
            /** @example 2026-03-05 */
            validUntil: string | null;
            qualifications: string[];
            position: string | null;
            phone: string | null;
            expert: boolean;
            available: boolean;
            /** @description Most inspections in a year */
            yearlyLimit: number | null;
        };
        InspectorsPage: {
            items: components["schemas"]["InspectorResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        CreateInspectorRequest: {
            /** @description 执法证号; only an expert may do without */
            certificateNumber?: string | null;
            /** @description Who issued the certificate */
            issuer?: string | null;
            /**
             * @description First day of the certificate
             * @example 2026-03-05
             */
            validFrom?: string | null;
            /**
             * @description Last day of the certificate
             * @example 2026-03-05
             */
            validUntil?: string | null;
            qualifications?: string[];
            position?: string | null;
            phone?: string | null;
            /** @description An expert assists and never counts as an inspector */
            expert?: boolean;
            /** @description Whether this person may be drawn at all */
            available?: boolean;
            /** @description Who has so many inspections in a year is drawn for no more; null: as many as come */
            yearlyLimit?: number | null;
            /** @description The caller's own agency unless given */
            agencyId?: number;
            name: string;
        };
        ChangeInspectorRequest: {
            /** @description 执法证号; only an expert may do without */
            certificateNumber?: string | null;
            /** @description Who issued the certificate */
            issuer?: string | null;
            /**
             * @description First day of the certificate
             * @example 2026-03-05
             */
            validFrom?: string | null;
            /**
             * @description Last day of the certificate
             * @example 2026-03-05
             */
            validUntil?: string | null;
            qualifications?: string[];
            position?: string | null;
            phone?: string | null;
            /** @description An expert assists and never counts as an inspector */
            expert?: boolean;
            /** @description Whether this person may be drawn at all */
            available?: boolean;
            /** @description Who has so many inspections in a year is drawn for no more; null: as many as come */
            yearlyLimit?: number | null;
            /** @description Why it is changed; kept in the history */
            reason?: string | null;
            /** @description An inspector stays with the agency: only the same id is taken */
            agencyId?: number;
            name?: string;
        };
        AbsenceResponse: {
            id: number;
            /**
             * @description leave (请假), or duty elsewhere (值班)
             * @enum {string}
             */
            kind: "leave" | "duty";
            /** @example 2026-03-05 */
            from: string;
            /** @example 2026-03-05 */
            until: string;
            reason: string | null;
        };
        CreateAbsenceRequest: {
            /**
             * @description First day away
             * @example 2026-03-05
             */
            from: string;
            /**
             * @description Last day away
             * @example 2026-03-05
             */
            until: string;
            reason?: string | null;
        };
        OnDutyResponse: {
            id: number;
            code: string;
            name: string;
        };
        DutyResponse: {
            /** @description Of the absence, by which it is removed again */
            id: number;
            inspector: components["schemas"]["OnDutyResponse"];
            /** @example 2026-03-05 */
            from: string;
            /** @example 2026-03-05 */
            until: string;
            reason: string | null;
        };
        PageOfDutyResponse: {
            items: components["schemas"]["DutyResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        DutyEntry: {
            /** @description Who is needed elsewhere */
            inspectorIds: number[];
            /**
             * @description First day
             * @example 2026-03-05
             */
            from: string;
            /**
             * @description Last day
             * @example 2026-03-05
             */
            until: string;
            /** @description What for */
            reason?: string | null;
        };
        EnterDutiesRequest: {
            /** @description All of them, or none */
            duties: components["schemas"]["DutyEntry"][];
        };
        DutiesEnteredResponse: {
            /** @description How many were entered */
            entered: number;
            /** @description How many were there already, and were not entered twice */
            unchanged: number;
        };
        ChangeDutyRequest: {
            /** @description Who takes it over (换班) */
            inspectorId?: number;
            /**
             * @description First day
             * @example 2026-03-05
             */
            from?: string;
            /**
             * @description Last day
             * @example 2026-03-05
             */
            until?: string;
            /** @description What for */
            reason?: string | null;
        };
        RecusalResponse: {
            id: number;
            targetId: number;
            targetCode: string;
            targetName: string;
            reason: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            declaredAt: string;
            /**
             * @description Null while it stands
             * @example 2026-03-05T09:00:00+08:00
             */
            endedAt: string | null;
        };
        DeclareRecusalRequest: {
            targetId: number;
            reason: string;
        };
        EndRecusalRequest: {
            /** @description Kept in the history */
            reason?: string | null;
        };
        InterestResponse: {
            id: number;
            /** @enum {string} */
            kind: "own" | "family" | "former-employer" | "address" | "other";
            name: string | null;
            uscc: string | null;
            address: string | null;
            person: string | null;
            note: string;
            /** @example 2026-03-05 */
            from: string | null;
            /** @example 2026-03-05 */
            until: string | null;
            declaredBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            declaredAt: string;
            /**
             * @description Null while it stands
             * @example 2026-03-05T09:00:00+08:00
             */
            endedAt: string | null;
        };
        DeclareInterestRequest: {
            /**
             * @description 本人、亲属、曾任职单位、同一地址、其他
             * @enum {string}
             */
            kind: "own" | "family" | "former-employer" | "address" | "other";
            /** @description Name of the organisation */
            name?: string | null;
            /** @description Its unified social credit code */
            uscc?: string | null;
            /** @description Whatever has this address */
            address?: string | null;
            /** @description Whatever this person represents by law */
            person?: string | null;
            /** @description For the office alone: it goes into no draw */
            note: string;
            /**
             * @description First day; from now on unless told
             * @example 2026-03-05
             */
            from?: string | null;
            /**
             * @description Last day; for ever unless told
             * @example 2026-03-05
             */
            until?: string | null;
        };
        VisitedTargetResponse: {
            id: number;
            code: string;
            name: string;
        };
        VisitResponse: {
            id: number;
            /** @description Who inspected */
            agencyId: number;
            target: components["schemas"]["VisitedTargetResponse"];
            /**
             * @description Of an inspection to which nobody has been yet, the first day on which somebody may come
             * @example 2026-03-05
             */
            firstDay: string;
            /** @enum {string} */
            kind: "random" | "daily" | "special" | "case";
            note: string | null;
            /** @description The inspection that it is; null for one that was entered */
            inspectionId: number | null;
            drawId: number | null;
            /** @description It does not count */
            withdrawn: boolean;
            /** @example 2026-03-05T09:00:00+08:00 */
            withdrawnAt: string | null;
            withdrawnReason: string | null;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        VisitsPage: {
            items: components["schemas"]["VisitResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        CreateVisitRequest: {
            /** @description Who inspected; the caller's own agency unless given */
            agencyId?: number;
            targetId: number;
            /**
             * @description First day of the visit
             * @example 2026-03-05
             */
            firstDay: string;
            /**
             * @description At random, in the daily round, in a campaign, or about one case
             * @enum {string}
             */
            kind: "random" | "daily" | "special" | "case";
            note?: string | null;
        };
        WithdrawVisitRequest: {
            /** @description Why it does not count */
            reason: string;
        };
        RecordChangeResponse: {
            id: number;
            /** @enum {string} */
            subject: "agency" | "matter" | "target" | "inspector" | "recusal" | "visit" | "user" | "plan" | "batch" | "draw" | "inspection" | "rectification" | "job" | "notice-channel" | "disclosure-rules" | "working-days";
            subjectId: number;
            /** @description What the record is called now; null: it is not there any more */
            name: string | null;
            /** @description Whose record it was; null: of the whole tree */
            agencyId: number | null;
            /** @description What was done */
            action: string;
            /** @description A username, or what of the program did it by itself */
            by: string;
            /** @description Whether a person did it */
            byPerson: boolean;
            at: string;
            requestId: string | null;
            /** @description Why, where a reason was given */
            reason: string | null;
            /** @description What differs, before */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description What differs, after */
            after: {
                [key: string]: unknown;
            } | null;
        };
        RecordChangesPage: {
            items: components["schemas"]["RecordChangeResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        RefusalResponse: {
            id: number;
            /** @description Username */
            by: string;
            /**
             * @description The role that the person had
             * @enum {string}
             */
            role: "admin" | "planner" | "inspector" | "auditor";
            /** @description The top of what the person saw; null: the whole tree */
            agencyId: number | null;
            /**
             * @description By the role, by a rule about this record, or because it lies outside
             * @enum {string}
             */
            kind: "role" | "rule" | "outside";
            /** @description Of the problem that was answered; `many`: more in a day than have rows of their own */
            code: string;
            method: string;
            path: string;
            /** @description The record that was asked for */
            sought: string | null;
            /** @description Whose record that is */
            soughtAgencyId: number | null;
            address: string;
            /** @description Of the first time */
            requestId: string;
            firstAt: string;
            lastAt: string;
            /** @description How often on that day */
            times: number;
        };
        RefusalsPage: {
            items: components["schemas"]["RefusalResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        NoticeChannelResponse: {
            id: number;
            agencyId: number;
            /** @enum {string} */
            kind: "webhook" | "wecom" | "dingtalk";
            name: string;
            /** @description Without what is secret in it */
            address: string;
            /** @description Whether what goes out is signed */
            signed: boolean;
            /** @description Only these; all if empty */
            kinds: ("draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing")[];
            active: boolean;
            /**
             * @description Since when nothing has got through; null: all is well
             * @example 2026-03-05T09:00:00+08:00
             */
            failingSince: string | null;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        NewNoticeChannelRequest: {
            /** @enum {string} */
            kind: "webhook" | "wecom" | "dingtalk";
            /** @example 执法大队工作群 */
            name: string;
            /**
             * @description http(s)://…; a robot’s whole address with its key. It is shown masked from then on
             * @example https://hooks.example.org/sortis
             */
            address: string;
            /** @description DingTalk only: the secret of 加签 (SEC…). It is never shown */
            secret?: string | null;
            /** @description Only these; all if empty */
            kinds?: ("draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing")[];
        };
        NewNoticeChannelResponse: {
            id: number;
            agencyId: number;
            /** @enum {string} */
            kind: "webhook" | "wecom" | "dingtalk";
            name: string;
            /** @description Without what is secret in it */
            address: string;
            /** @description Whether what goes out is signed */
            signed: boolean;
            /** @description Only these; all if empty */
            kinds: ("draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing")[];
            active: boolean;
            /**
             * @description Since when nothing has got through; null: all is well
             * @example 2026-03-05T09:00:00+08:00
             */
            failingSince: string | null;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /** @description Of a webhook: what its signatures are checked with. Shown this once */
            secret: string | null;
        };
        NoticeChannelChangeRequest: {
            name?: string;
            /** @description http(s)://…; a robot’s whole address with its key. It is shown masked from then on */
            address?: string;
            /** @description DingTalk only: the secret of 加签 (SEC…). It is never shown; null: none */
            secret?: string | null;
            /** @description Only these; all if empty */
            kinds?: ("draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing")[];
            /** @description Nothing is sent to one that is not active */
            active?: boolean;
        };
        NoticeTrialResponse: {
            sent: boolean;
            /** @description The id that the receiver has seen */
            message: string;
            /** @description A status, an errcode, or a word for why there was no answer */
            code: string;
            /** @description What the other side said */
            answer: string;
        };
        NoticeDeliveryResponse: {
            id: number;
            /** @description The same at every try; the receiver sees it as well */
            message: string;
            /** @enum {string} */
            channel: "email" | "webhook" | "wecom" | "dingtalk";
            channelId: number | null;
            userId: number | null;
            /** @description Without what is secret in it; of a mailbox its first letter, but for administrators */
            address: string;
            attempt: number;
            /**
             * @description `unknown`: the process that was at it ended; it may have arrived
             * @enum {string}
             */
            state: "under-way" | "sent" | "failed" | "unknown";
            code: string | null;
            answer: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        PageOfNoticeDeliveryResponse: {
            items: components["schemas"]["NoticeDeliveryResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        WordsResponse: {
            zh: string;
            en: string;
        };
        NoticeResponse: {
            id: number;
            /** @enum {string} */
            kind: "draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing";
            /** @description null: the whole installation */
            agencyId: number | null;
            title: components["schemas"]["WordsResponse"];
            /** @description Plain text; may be empty */
            body: components["schemas"]["WordsResponse"];
            /** @description A path of this server */
            link: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            readAt: string | null;
        };
        PageOfNoticeResponse: {
            items: components["schemas"]["NoticeResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        NoticeChoiceFields: {
            /** @enum {string} */
            kind: "draw-issued" | "draw-failed" | "draw-late" | "review-wanted" | "inspection-assigned" | "inspection-due" | "inspection-overdue" | "rectification-due" | "rectification-overdue" | "recusal-decided" | "retraction-decided" | "coverage-at-risk" | "channel-failing";
            /** @enum {string} */
            channel: "email";
            /**
             * @description At once, in the digest of each working day at 08:30, or not
             * @enum {string}
             */
            when: "at-once" | "digest" | "none";
        };
        NoticeChoicesResponse: {
            choices: components["schemas"]["NoticeChoiceFields"][];
            /** @description Where mail goes to; changed by PATCH /api/v1/me */
            email: string | null;
            /** @description Whether this server sends mail at all */
            mailIsSent: boolean;
        };
        NoticeChoicesRequest: {
            /** @description In the place of those before; what is left out is as by default */
            choices: components["schemas"]["NoticeChoiceFields"][];
        };
        PlanAgencyResponse: {
            id: number;
            code: string;
            name: string;
        };
        PlanCap: {
            /** @description Kind of target; null: every kind that is not named */
            targetKind: string | null;
            /** @description Visits of every kind a year to one target, by the agency and those below it */
            most: number;
        };
        PlanStepResponse: {
            /**
             * @description 送审、审核通过、退回、报备、备案确认
             * @enum {string}
             */
            step: "submitted" | "approved" | "returned" | "filed" | "acknowledged";
            /** @description The edition that was filed; 0 before the publication */
            edition: number;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            reason: string | null;
        };
        PlanFilingResponse: {
            edition: number;
            /** @description The agency above that received it */
            agencyId: number;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            reason: string | null;
            /** @description Null until the agency above has taken note of it */
            acknowledged: components["schemas"]["PlanStepResponse"] | null;
        };
        PlanResponse: {
            id: number;
            agency: components["schemas"]["PlanAgencyResponse"];
            year: number;
            title: string;
            /**
             * @description A change takes what was submitted or approved back to draft
             * @enum {string}
             */
            state: "draft" | "submitted" | "approved" | "published";
            /** @description Goes up with every change of the plan and of its batches; the ETag */
            version: number;
            /** @description As the public counts: 0 in draft, 1 as first published; draws name it */
            edition: number;
            /** @description Yearly caps, published with the plan */
            caps: components["schemas"]["PlanCap"][];
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string | null;
            /** @description The last step of its review, with the reason of a return */
            review: components["schemas"]["PlanStepResponse"] | null;
            /** @description The last filing with the agency above */
            filing: components["schemas"]["PlanFilingResponse"] | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        PageOfPlanResponse: {
            items: components["schemas"]["PlanResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PlanCreateRequest: {
            /** @description Whose plan it is; unless told, the caller's own agency */
            agencyId?: number;
            /** @example 2026 */
            year: number;
            /** @description Made of the agency and the year unless told */
            title?: string;
        };
        PlanChangeRequest: {
            title: string;
            /** @description Why; needed once the plan is published */
            reason?: string;
        };
        PlanCapsRequest: {
            /** @description All of them; none: visits are not limited */
            caps: components["schemas"]["PlanCap"][];
            /** @description Why; needed once the plan is published */
            reason?: string;
        };
        VisitDaysResponse: {
            /** @example 2026-03-05 */
            from: string;
            /** @example 2026-03-05 */
            until: string;
        };
        PlannedDrawResponse: {
            batchId: number;
            batchCode: string;
            batchName: string;
            /**
             * @description When it is, or was, drawn
             * @example 2026-03-05T09:00:00+08:00
             */
            drawAt: string;
            /** @description Moments of the schedule that fell on days of rest and were moved to this one */
            movedFrom: string[];
            /** @description When what is drawn is visited */
            visit: components["schemas"]["VisitDaysResponse"] | null;
            /** @enum {string} */
            state: "planned" | "drawing" | "drawn" | "failed" | "stopped" | "missed" | "dropped" | "cancelled";
        };
        PlanCalendarResponse: {
            /** @description The first 5000, the earliest first */
            draws: components["schemas"]["PlannedDrawResponse"][];
        };
        FailureResponse: {
            zh: string;
            en: string;
        };
        DecisionResponse: {
            /** @enum {string} */
            decision: "draw" | "drop";
            reason: string;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        OccurrenceResponse: {
            id: number;
            batchId: number;
            batchCode: string;
            batchName: string;
            /** @description 1, 2, 3 … within the batch */
            ordinal: number;
            /**
             * @description The moment of the draw by the plan
             * @example 2026-03-05T09:00:00+08:00
             */
            dueAt: string;
            /** @description Moments of the schedule that fell on days of rest and were moved to this one */
            movedFrom: string[];
            /**
             * @description The later moment that a person gave one that was missed
             * @example 2026-03-05T09:00:00+08:00
             */
            drawAt: string | null;
            /**
             * @description From when the draw is announced
             * @example 2026-03-05T09:00:00+08:00
             */
            announceAt: string;
            /** @description When what is drawn is visited */
            visit: components["schemas"]["VisitDaysResponse"] | null;
            /** @enum {string} */
            state: "planned" | "drawing" | "drawn" | "failed" | "stopped" | "missed" | "dropped" | "cancelled";
            /** @description Agencies that were asked to join and have not answered: until then it is not drawn */
            waitsFor: string[];
            /** @description Why it failed, or was missed */
            failure: components["schemas"]["FailureResponse"] | null;
            /** @description What was decided when it was missed */
            decision: components["schemas"]["DecisionResponse"] | null;
        };
        PageOfOccurrenceResponse: {
            items: components["schemas"]["OccurrenceResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PlanSubmitRequest: {
            /** @description What the reviewer should know */
            reason?: string;
        };
        PlanApproveRequest: {
            reason?: string;
        };
        PlanReturnRequest: {
            /** @description What is to be changed */
            reason: string;
        };
        PlanFileRequest: {
            /** @description Goes to the agency above */
            reason?: string;
        };
        PlanAcknowledgeRequest: {
            /** @description Goes back to the agency that filed it */
            reason?: string;
        };
        EditionAgencyResponse: {
            code: string;
            name: string;
        };
        EditionPlanResponse: {
            year: number;
            title: string;
            /** @description Yearly caps, published with the plan */
            caps: components["schemas"]["PlanCap"][];
            agency: components["schemas"]["EditionAgencyResponse"];
        };
        EditionResponse: {
            /** @description The number of the plan, by which draws name it */
            plan: number;
            /** @description 1 as first published, one more with every change after that */
            edition: number;
            /** @description What made it: published, updated, batch-created, batch-updated … */
            action: string;
            /** @description Who published or changed it */
            by: string;
            /** @description The second person who had approved it; null where nobody had */
            approvedBy: string | null;
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            content: components["schemas"]["EditionPlanResponse"];
        };
        PageOfEditionResponse: {
            items: components["schemas"]["EditionResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        FilterCondition: {
            /**
             * @description Attribute of a target: kind, regionCode, riskClass, agency
             * @example kind
             */
            field: string;
            /** @description Holds for a target that has one of these values */
            in: string[];
        };
        BatchRate: {
            /**
             * @description A duty rounds up (at-least), a limit rounds down (at-most), exactly must be whole
             * @enum {string}
             */
            direction: "at-least" | "at-most" | "exactly" | "number";
            /**
             * @description Share in millionths, 3 % are 30000
             * @example 30000
             */
            millionths?: number;
            /** @description Targets to draw, with direction "number" */
            number?: number;
        };
        BatchStratum: {
            /** @description Its id in the draw */
            code: string;
            /** @example 高风险 */
            name: string;
            /** @description All of these hold for a target of the stratum. Every target of the batch is in exactly one stratum */
            conditions?: components["schemas"]["FilterCondition"][];
            /** @description true: takes whoever is in none of the others, which then all ask for one and the same field */
            rest?: boolean;
            /** @description Unless told the rate of the batch; where that is a number, its part of it by largest remainder */
            rate?: components["schemas"]["BatchRate"] | null;
            /** @description At least so many, if there are */
            minimum?: number | null;
            /** @description Fewer than so many: all of them */
            censusBelow?: number | null;
            /** @description Places drawn beyond the sample, for targets that turn out closed; 20 unless told */
            reserve?: number | null;
        };
        BatchSeatResponse: {
            /** @enum {string} */
            from: "own" | "keeper" | "agency";
            agencyId: number | null;
            count: number;
            qualifications: string[];
        };
        BatchAssigned: {
            /** @description Inspectors; as many as a team has places: not random, more: drawn among them */
            inspectorIds: number[];
            /** @description Why; public with each draw, for ever */
            reason: string;
        };
        BatchVisitWindow: {
            /**
             * @description First day, with until
             * @example 2026-03-05
             */
            from?: string;
            /**
             * @description Last day, with from
             * @example 2026-03-05
             */
            until?: string;
            /** @description Days from the draw to the first day, with days */
            afterDays?: number;
            /** @description How many days it lasts, with afterDays */
            days?: number;
        };
        BatchSchedule: {
            /** @enum {string} */
            kind: "date" | "cron";
            /**
             * @description With kind "date": a moment, or a day, which means 09:00 in the time zone
             * @example 2026-03-05T09:00:00+08:00
             */
            at?: string;
            /**
             * @description With kind "cron": minute, hour, day of month, month, weekday
             * @example 0 9 1 3-10 *
             */
            expression?: string;
            /** @description IANA time zone, Asia/Shanghai unless told */
            timeZone?: string;
            /**
             * @description What becomes of a draw on a day of rest in China: it stays (keep), moves to the same time on the next or the previous working day, or is left out (skip); keep unless told
             * @enum {string}
             */
            restDays?: "keep" | "next" | "previous" | "skip";
            /** @description How many minutes late a draw that could not be announced in time is still held; after that it is missed, for a person to decide. 1440 unless told */
            lateMinutes?: number;
        };
        EditionMatterResponse: {
            code: string;
            name: string;
        };
        EditionBatchResponse: {
            code: string;
            name: string;
            filter: components["schemas"]["FilterCondition"][];
            /**
             * @description targeted: drawn from those whom the filter lets through (定向); untargeted: from everyone (不定向)
             * @enum {string}
             */
            scope: "targeted" | "untargeted";
            /** @description The filter in words, as the manifest of each draw says it */
            filterWords: components["schemas"]["WordsResponse"];
            rate: components["schemas"]["BatchRate"];
            minimum: number | null;
            censusBelow: number | null;
            strata: components["schemas"]["BatchStratum"][];
            teamSize: number;
            seats: components["schemas"]["BatchSeatResponse"][];
            expertSeats: number;
            assigned: components["schemas"]["BatchAssigned"] | null;
            maxLoad: number | null;
            qualifications: string[];
            visitWindow: components["schemas"]["BatchVisitWindow"];
            schedule: components["schemas"]["BatchSchedule"];
            noticeMinutes: number;
            /** @enum {string} */
            entropySource: "sealed" | "beacon" | "figures" | "ceremony";
            witnesses: string[];
            /** @enum {string} */
            pools: "open" | "closed";
            coolDownDays: number | null;
            rotation: string | null;
            cancelled: boolean;
            /** @example 2026-03-05T09:00:00+08:00 */
            cancelledAt: string | null;
            matters: components["schemas"]["EditionMatterResponse"][];
            /** @description When it is drawn, and was */
            draws: string[];
        };
        EditionDetailResponse: {
            /** @description The number of the plan, by which draws name it */
            plan: number;
            /** @description 1 as first published, one more with every change after that */
            edition: number;
            /** @description What made it: published, updated, batch-created, batch-updated … */
            action: string;
            /** @description Who published or changed it */
            by: string;
            /** @description The second person who had approved it; null where nobody had */
            approvedBy: string | null;
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            content: components["schemas"]["EditionPlanResponse"];
            /** @description In the order of their codes */
            batches: components["schemas"]["EditionBatchResponse"][];
        };
        BatchMatterResponse: {
            id: number;
            code: string;
            name: string;
        };
        BatchWarningResponse: {
            /** @description JSON pointer to the member */
            pointer: string;
            code: string;
            message: components["schemas"]["WordsResponse"];
        };
        BatchResponse: {
            id: number;
            planId: number;
            code: string;
            name: string;
            matters: components["schemas"]["BatchMatterResponse"][];
            filter: components["schemas"]["FilterCondition"][];
            /**
             * @description targeted: drawn from those whom the filter lets through (定向); untargeted: from everyone (不定向)
             * @enum {string}
             */
            scope: "targeted" | "untargeted";
            /** @description The filter in words, as the manifest of each draw says it */
            filterWords: components["schemas"]["WordsResponse"];
            rate: components["schemas"]["BatchRate"];
            minimum: number | null;
            censusBelow: number | null;
            strata: components["schemas"]["BatchStratum"][];
            teamSize: number;
            seats: components["schemas"]["BatchSeatResponse"][];
            expertSeats: number;
            assigned: components["schemas"]["BatchAssigned"] | null;
            maxLoad: number | null;
            qualifications: string[];
            visitWindow: components["schemas"]["BatchVisitWindow"];
            schedule: components["schemas"]["BatchSchedule"];
            noticeMinutes: number;
            /** @enum {string} */
            entropySource: "sealed" | "beacon" | "figures" | "ceremony";
            witnesses: string[];
            /** @enum {string} */
            pools: "open" | "closed";
            coolDownDays: number | null;
            rotation: string | null;
            /** @description What does not forbid the batch, as it was seen when it was last written, changed or published. Where an agency has answered or was left out since: what holds by then, be it that nothing can be drawn */
            warnings: components["schemas"]["BatchWarningResponse"][];
            /**
             * @description When it is drawn next; in a draft, when it would be if it were published now
             * @example 2026-03-05T09:00:00+08:00
             */
            nextDueAt: string | null;
            cancelled: boolean;
            /** @example 2026-03-05T09:00:00+08:00 */
            cancelledAt: string | null;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        PageOfBatchResponse: {
            items: components["schemas"]["BatchResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        BatchSeatRequest: {
            /**
             * @description own: the list of the agency itself; keeper: that of the agency that keeps the target, and of those below; agency: that of one agency below, and of those below that
             * @enum {string}
             */
            from: "own" | "keeper" | "agency";
            /** @description With from "agency": which */
            agencyId?: number;
            /** @description Inspectors before one target */
            count: number;
            /** @description Beside those that every inspector of the batch holds */
            qualifications?: string[];
        };
        BatchCreateRequest: {
            /** @description All conditions hold for a target of the pool; none: all targets of the agency and of those below it */
            filter?: components["schemas"]["FilterCondition"][];
            /** @description Without strata, and with a share: at least so many, if there are */
            minimum?: number | null;
            /** @description Without strata, and with a share: where there are fewer than so many, all of them */
            censusBelow?: number | null;
            /** @description Slices of the pool with rates of their own; none: everyone in one */
            strata?: components["schemas"]["BatchStratum"][];
            /** @description Inspectors before one target, 2 unless told */
            teamSize?: number;
            /** @description Instead of teamSize, a team of several levels (按层级混合组队); none: anybody of the agency and of those below */
            seats?: components["schemas"]["BatchSeatRequest"][];
            /** @description Experts (专家) in a team, drawn on top of its inspectors, who are at least two all the same; none unless told */
            expertSeats?: number;
            /** @description Inspectors assigned by name (指定人员): nobody else of this side is sent, and every draw says so for ever */
            assigned?: components["schemas"]["BatchAssigned"] | null;
            /** @description Most targets for one inspector */
            maxLoad?: number | null;
            /** @description Every inspector holds these, beside those of the matters */
            qualifications?: string[];
            /** @description {from, until} or {afterDays, days}; unless told, 30 days from the day after the draw */
            visitWindow?: components["schemas"]["BatchVisitWindow"];
            /** @description Minutes from the announcement to the draw, 10 unless told */
            noticeMinutes?: number;
            /**
             * @description Where the randomness comes from, sealed unless told: a public beacon, figures that someone else publishes, secrets of witnesses, or a secret of this server
             * @enum {string}
             */
            entropySource?: "sealed" | "beacon" | "figures" | "ceremony";
            /** @description For a ceremony: names of its witnesses, without invisible characters */
            witnesses?: string[];
            /**
             * @description Whether everyone may read who was in the pools of a draw (open), or only who was drawn, and each target its own place (closed); open unless told
             * @enum {string}
             */
            pools?: "open" | "closed";
            /** @description Targets visited by this agency or one below it are left alone for so many days, counted from the first day of the last visit; null: they are not */
            coolDownDays?: number | null;
            /** @description A rotation (轮查) by its code, such as 2026-2030: whoever was drawn in it is not drawn again until everyone's turn has come. All batches of the agency with the same code, filter and strata are rounds of it, in whichever plan; null: each draw for itself */
            rotation?: string | null;
            /** @description Why; needed once the plan is published */
            reason?: string;
            name: string;
            /** @description B01, B02 … unless told; fixed from then on */
            code?: string;
            /** @description What is inspected */
            matterIds: number[];
            rate: components["schemas"]["BatchRate"];
            schedule: components["schemas"]["BatchSchedule"];
        };
        BatchRemarkResponse: {
            /** @description JSON pointer of the member of the batch that it is about */
            pointer: string;
            code: string;
            zh: string;
            en: string;
        };
        BatchReviewResponse: {
            /** @description What would make its draw impossible today */
            faults: components["schemas"]["BatchRemarkResponse"][];
            /** @description What may be regretted, with what can be done about it */
            warnings: components["schemas"]["BatchRemarkResponse"][];
        };
        BatchChangeRequest: {
            /** @description All conditions hold for a target of the pool; none: all targets of the agency and of those below it */
            filter?: components["schemas"]["FilterCondition"][];
            /** @description Without strata, and with a share: at least so many, if there are */
            minimum?: number | null;
            /** @description Without strata, and with a share: where there are fewer than so many, all of them */
            censusBelow?: number | null;
            /** @description Slices of the pool with rates of their own; none: everyone in one */
            strata?: components["schemas"]["BatchStratum"][];
            /** @description Inspectors before one target, 2 unless told */
            teamSize?: number;
            /** @description Instead of teamSize, a team of several levels (按层级混合组队); none: anybody of the agency and of those below */
            seats?: components["schemas"]["BatchSeatRequest"][];
            /** @description Experts (专家) in a team, drawn on top of its inspectors, who are at least two all the same; none unless told */
            expertSeats?: number;
            /** @description Inspectors assigned by name (指定人员): nobody else of this side is sent, and every draw says so for ever */
            assigned?: components["schemas"]["BatchAssigned"] | null;
            /** @description Most targets for one inspector */
            maxLoad?: number | null;
            /** @description Every inspector holds these, beside those of the matters */
            qualifications?: string[];
            /** @description {from, until} or {afterDays, days}; unless told, 30 days from the day after the draw */
            visitWindow?: components["schemas"]["BatchVisitWindow"];
            /** @description Minutes from the announcement to the draw, 10 unless told */
            noticeMinutes?: number;
            /**
             * @description Where the randomness comes from, sealed unless told: a public beacon, figures that someone else publishes, secrets of witnesses, or a secret of this server
             * @enum {string}
             */
            entropySource?: "sealed" | "beacon" | "figures" | "ceremony";
            /** @description For a ceremony: names of its witnesses, without invisible characters */
            witnesses?: string[];
            /**
             * @description Whether everyone may read who was in the pools of a draw (open), or only who was drawn, and each target its own place (closed); open unless told
             * @enum {string}
             */
            pools?: "open" | "closed";
            /** @description Targets visited by this agency or one below it are left alone for so many days, counted from the first day of the last visit; null: they are not */
            coolDownDays?: number | null;
            /** @description A rotation (轮查) by its code, such as 2026-2030: whoever was drawn in it is not drawn again until everyone's turn has come. All batches of the agency with the same code, filter and strata are rounds of it, in whichever plan; null: each draw for itself */
            rotation?: string | null;
            /** @description Why; needed once the plan is published */
            reason?: string;
            name?: string;
            /** @description What is inspected */
            matterIds?: number[];
            rate?: components["schemas"]["BatchRate"];
            schedule?: components["schemas"]["BatchSchedule"];
        };
        BatchCancelRequest: {
            /** @description Why it is cancelled */
            reason: string;
        };
        NamedAgencyResponse: {
            id: number;
            code: string;
            name: string;
        };
        SeatWishResponse: {
            count: number;
            qualifications: string[];
        };
        PartnerResponse: {
            id: number;
            batchId: number;
            agency: components["schemas"]["NamedAgencyResponse"];
            /** @enum {string} */
            role: "participant" | "neighbour";
            /**
             * @description Nothing is drawn while one is only invited
             * @enum {string}
             */
            state: "invited" | "accepted" | "declined" | "left-out";
            /** @description Why it was asked */
            reason: string;
            seats: components["schemas"]["SeatWishResponse"][];
            /** @description What was said when it was decided */
            answer: string | null;
            invitedBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            invitedAt: string;
            decidedBy: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            decidedAt: string | null;
            /** @description Goes up with every change; the ETag */
            version: number;
        };
        InviteRequest: {
            /** @description Code or whole name of the agency */
            agency: string;
            /**
             * @description participant: fills seats of its own (联合抽查); neighbour: lends its inspectors to your seats (相邻单位人员库)
             * @enum {string}
             */
            role: "participant" | "neighbour";
            /** @description Why */
            reason: string;
        };
        LeaveOutRequest: {
            /** @description Of the list of partners */
            partnerId: number;
            /** @description Why the batch goes on without it; public with the draw */
            reason: string;
        };
        InvitedMatterResponse: {
            code: string;
            name: string;
        };
        InvitationResponse: {
            id: number;
            batchId: number;
            agency: components["schemas"]["NamedAgencyResponse"];
            /** @enum {string} */
            role: "participant" | "neighbour";
            /**
             * @description Nothing is drawn while one is only invited
             * @enum {string}
             */
            state: "invited" | "accepted" | "declined" | "left-out";
            /** @description Why it was asked */
            reason: string;
            seats: components["schemas"]["SeatWishResponse"][];
            /** @description What was said when it was decided */
            answer: string | null;
            invitedBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            invitedAt: string;
            decidedBy: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            decidedAt: string | null;
            /** @description Goes up with every change; the ETag */
            version: number;
            /** @description Who asks */
            initiator: components["schemas"]["NamedAgencyResponse"];
            year: number;
            plan: string;
            batchCode: string;
            batchName: string;
            matters: components["schemas"]["InvitedMatterResponse"][];
            visitWindow: components["schemas"]["BatchVisitWindow"];
            /**
             * @description When it is drawn next; in a draft, when it would be if it were published now
             * @example 2026-03-05T09:00:00+08:00
             */
            nextDueAt: string | null;
        };
        PageOfInvitationResponse: {
            items: components["schemas"]["InvitationResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        SeatWishRequest: {
            /** @description Inspectors of this agency before each target */
            count: number;
            /** @description Each of them holds these */
            qualifications?: string[];
        };
        AcceptRequest: {
            /** @description Of a participant: its seats before each target. A neighbour names none */
            seats?: components["schemas"]["SeatWishRequest"][];
            /** @description A neighbour says why its people may be sent */
            reason?: string;
        };
        DeclineInvitationRequest: {
            /** @description Why not; public with the draw */
            reason: string;
        };
        MissedDrawDecisionRequest: {
            /**
             * @description draw: hold it later; drop: do not hold it at all
             * @enum {string}
             */
            decision: "draw" | "drop";
            /**
             * @description With draw: when; unless told, as soon as the notice allows
             * @example 2026-03-05T09:00:00+08:00
             */
            dueAt?: string;
            /** @description Why */
            reason: string;
        };
        NotableDayResponse: {
            /** @example 2026-03-05 */
            day: string;
            working: boolean;
            /**
             * @description weekend: an ordinary Saturday or Sunday; holiday: a day off by name; shifted: worked in exchange; weekday: a holiday of the library that an override took back
             * @enum {string}
             */
            why: "weekday" | "weekend" | "holiday" | "shifted";
            name: string | null;
            /**
             * @description Who said so: the week itself, the library, or an administrator
             * @enum {string}
             */
            origin: "week" | "library" | "override";
        };
        WorkingDaysResponse: {
            year: number;
            /** @description Whether the year's holidays are known; without, Saturdays and Sundays are a guess at them */
            covered: boolean;
            /** @description Days off by law that nothing names: why the year is not covered */
            missing: string[];
            /**
             * @description The last day of the covered years that follow one another from the current one
             * @example 2026-03-05
             */
            coveredUntil: string | null;
            /** @description The library and its version */
            library: string;
            /** @description The notices that an administrator entered for the year */
            notices: string[];
            workingDays: number;
            /** @description Each day of rest, and each day that is named */
            days: components["schemas"]["NotableDayResponse"][];
        };
        OverrideDayRequest: {
            /**
             * @description A day of the year
             * @example 2026-03-05
             */
            day: string;
            /** @description false: a day off; true: a Saturday or Sunday that is worked in exchange */
            working: boolean;
            /**
             * @description The holiday that it belongs to
             * @example 国庆节
             */
            name: string;
        };
        WorkingDaysRequest: {
            /**
             * @description The notice that says so
             * @example 国办发明电〔2026〕1号
             */
            source: string;
            /** @description All days of the year that differ from the plain week; takes the place of what was entered before */
            days: components["schemas"]["OverrideDayRequest"][];
        };
        RelationResponse: {
            /** @enum {string} */
            kind: "again" | "supplement" | "replacement";
            /** @description Number of the earlier draw */
            draw: string;
            /** @description Among those of its kind for the same earlier draw */
            ordinal: number;
            reason: components["schemas"]["WordsResponse"];
        };
        AssuranceResponse: {
            /** @enum {string} */
            source: "beacon" | "figures" | "ceremony" | "sealed";
            /** @enum {string} */
            label: "self-declared" | "witnessed" | "public";
            zh: string;
            en: string;
        };
        MirrorAnswerResponse: {
            zh: string;
            en: string;
            from: string;
        };
        WaitingResponse: {
            zh: string;
            en: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            since: string;
            /** @description What each of those who were asked said */
            answers: components["schemas"]["MirrorAnswerResponse"][];
        };
        DrawResponse: {
            id: number;
            /** @description Public number, and id in the protocol */
            number: string;
            /**
             * @description One of the batch’s own, or one that goes on from an earlier draw
             * @enum {string}
             */
            kind: "draw" | "supplement" | "replacement";
            /** @description The draw that it stands in for or goes on from */
            relation: components["schemas"]["RelationResponse"] | null;
            earlierDrawId: number | null;
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            agencyId: number;
            batchId: number;
            occurrenceId: number;
            planVersion: number;
            entropy: components["schemas"]["AssuranceResponse"];
            announcedAt: string;
            /** @description The pools as they stood at this moment */
            cutoffAt: string | null;
            committedAt: string | null;
            /** @description Not before this moment is the seed revealed */
            drawAt: string;
            seededAt: string | null;
            drawnAt: string | null;
            issuedAt: string | null;
            /** @description SHA-256 of the manifest: public before the seed is */
            commitment: string | null;
            recordHash: string | null;
            population: number | null;
            sampleSize: number | null;
            /** @description Whether people were named for its seats: assigned by name, not random (指定人员，非随机) */
            assignedByName: boolean;
            /** @description Whether the evidence file can be had */
            hasEvidence: boolean;
            /** @description Why the draw does not go on */
            failure: components["schemas"]["WordsResponse"] | null;
            /** @description What the next step waits for */
            waiting: components["schemas"]["WaitingResponse"] | null;
        };
        PageOfDrawResponse: {
            items: components["schemas"]["DrawResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        DrawDetailResponse: {
            id: number;
            /** @description Public number, and id in the protocol */
            number: string;
            /**
             * @description One of the batch’s own, or one that goes on from an earlier draw
             * @enum {string}
             */
            kind: "draw" | "supplement" | "replacement";
            /** @description The draw that it stands in for or goes on from */
            relation: components["schemas"]["RelationResponse"] | null;
            earlierDrawId: number | null;
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            agencyId: number;
            batchId: number;
            occurrenceId: number;
            planVersion: number;
            entropy: components["schemas"]["AssuranceResponse"];
            announcedAt: string;
            /** @description The pools as they stood at this moment */
            cutoffAt: string | null;
            committedAt: string | null;
            /** @description Not before this moment is the seed revealed */
            drawAt: string;
            seededAt: string | null;
            drawnAt: string | null;
            issuedAt: string | null;
            /** @description SHA-256 of the manifest: public before the seed is */
            commitment: string | null;
            recordHash: string | null;
            population: number | null;
            sampleSize: number | null;
            /** @description Whether people were named for its seats: assigned by name, not random (指定人员，非随机) */
            assignedByName: boolean;
            /** @description Whether the evidence file can be had */
            hasEvidence: boolean;
            /** @description Why the draw does not go on */
            failure: components["schemas"]["WordsResponse"] | null;
            /** @description What the next step waits for */
            waiting: components["schemas"]["WaitingResponse"] | null;
            /** @description What was promised before the seed was known (sortis-manifest/1) */
            manifest: {
                [key: string]: unknown;
            } | null;
        };
        CommitmentResponse: {
            number: string;
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            commitment: string;
            committedAt: string;
            drawAt: string;
            recordHash: string | null;
            /** @description The manifest, whose canonical bytes (RFC 8785) hash to the commitment */
            manifest: {
                [key: string]: unknown;
            };
        };
        PageOfCommitmentResponse: {
            items: components["schemas"]["CommitmentResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        FractionResponse: {
            numerator: number;
            denominator: number;
            /** @example 1/13 */
            words: string;
        };
        StratumFairnessResponse: {
            stratum: string;
            population: number;
            size: number;
            reserve: number;
            /** @description The same for every target of the stratum */
            chance: components["schemas"]["FractionResponse"] | null;
            reserveChance: components["schemas"]["FractionResponse"] | null;
            /** @enum {string} */
            sizeReason: "rate" | "minimum" | "census" | "everyone";
            /** @enum {string} */
            rounding: "up" | "down" | "none";
            words: components["schemas"]["WordsResponse"];
        };
        RotationRoundResponse: {
            stratum: string;
            cycle: number;
            /** @description Of the cycle, from 1 */
            round: number;
            /** @description Targets in business */
            whole: number;
            /** @description Whose turn came in the cycle before this round */
            turned: number;
            /** @description Who can be drawn: neither drawn in the cycle, nor held back by a cap or a cool-down */
            available: number;
            /** @description What the rule asks for of the whole, each round */
            wanted: number;
            size: number;
            /** @description Of each who can be drawn */
            chance: components["schemas"]["FractionResponse"] | null;
            /** @description Of everyone, were there no rotation */
            flat: components["schemas"]["FractionResponse"] | null;
            /** @description All who can be drawn are: who they are is known before */
            foreseeable: boolean;
            /** @description Rounds until everyone's turn has come, this one included */
            roundsToGo: number | null;
            words: components["schemas"]["WordsResponse"];
        };
        RotationResponse: {
            code: string;
            /** @description By stratum */
            strata: components["schemas"]["RotationRoundResponse"][];
        };
        ExcludedFairnessResponse: {
            reason: string;
            targets: number;
            chance: components["schemas"]["FractionResponse"];
        };
        FairnessWarningResponse: {
            code: string;
            words: components["schemas"]["WordsResponse"];
        };
        ReasonResponse: {
            code: string;
            words: components["schemas"]["WordsResponse"];
        };
        BitsResponse: {
            bits: number;
            /** @description Whether it was counted; beyond 4096 bits it is estimated */
            exact: boolean;
        };
        EntropyFairnessResponse: {
            assurance: components["schemas"]["AssuranceResponse"];
            sourceBits: number;
            outcomes: components["schemas"]["BitsResponse"];
            words: components["schemas"]["WordsResponse"];
        };
        TeamRangeResponse: {
            fewest: number;
            /** @description 10 stands for ten and more */
            most: number;
        };
        InspectorFairnessResponse: {
            inspector: string;
            load: number;
            /** @description Drawn targets to which the rules would have let him go */
            couldGo: number;
            /** @description Possible teams of those targets */
            teams: components["schemas"]["TeamRangeResponse"] | null;
        };
        LoadSpreadResponse: {
            inspectors: number;
            most: number;
            least: number;
            /** @description No exchange that the rules allow makes the loads evener */
            forced: boolean;
            words: components["schemas"]["WordsResponse"];
        };
        FairnessResponse: {
            number: string;
            commitment: string;
            /** @description Of a draw that stands in for another or goes on from it: what was drawn here, and what was not */
            relation: components["schemas"]["WordsResponse"] | null;
            strata: components["schemas"]["StratumFairnessResponse"][];
            /** @description Of a round of a rotation (轮查): how far its cycles are, what that makes of the chances, and what anybody can foresee of it */
            rotation: components["schemas"]["RotationResponse"] | null;
            excluded: components["schemas"]["ExcludedFairnessResponse"][];
            warnings: components["schemas"]["FairnessWarningResponse"][];
            /** @description Which rules made the draw what it is, in the agency's own words, which no verifier checks */
            reasons: components["schemas"]["ReasonResponse"][];
            entropy: components["schemas"]["EntropyFairnessResponse"];
            /** @description Null before the draw. In public, of a draw with closed pools, only those who sit in a team */
            inspectors: components["schemas"]["InspectorFairnessResponse"][] | null;
            spread: components["schemas"]["LoadSpreadResponse"] | null;
            /** @description Why there are no teams */
            infeasible: components["schemas"]["WordsResponse"][] | null;
        };
        VoidResponse: {
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @description Who proposed it and who approved it */
            by: string[];
            reason: components["schemas"]["WordsResponse"];
            /** @description Number of its entry in the log */
            entry: number;
        };
        SuccessorResponse: {
            number: string;
            /** @enum {string} */
            kind: "draw" | "supplement" | "replacement";
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            link: string;
        };
        PublicLinksResponse: {
            /** @description A page that checks the draw in the reader’s own browser */
            verify: string;
            commitment: string;
            /** @description What can be checked: the evidence file, where the pools are open */
            evidence: string | null;
            /** @description The same without those who were not drawn */
            extract: string | null;
            /** @description What one target can check, with its id in the place of {targetId}. Of closed pools only if it was drawn or stands in the reserve */
            targetProof: string | null;
            fairness: string | null;
            /** @description An independent verifier in Python */
            verifyPy: string;
        };
        PublicDrawResponse: {
            number: string;
            /**
             * @description One of the batch’s own, or one that goes on from an earlier draw
             * @enum {string}
             */
            kind: "draw" | "supplement" | "replacement";
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            /** @description A draw that was voided stays, with the reason and both names */
            voided: components["schemas"]["VoidResponse"] | null;
            /** @description The draw that it stands in for or goes on from */
            relation: components["schemas"]["RelationResponse"] | null;
            /** @description What came in its place (of kind draw), and what goes on from it */
            successors: components["schemas"]["SuccessorResponse"][];
            /** @description Whether the result may be read */
            published: boolean;
            entropy: components["schemas"]["AssuranceResponse"];
            /** @enum {string} */
            pools: "open" | "closed";
            /** @example 2026-03-05T09:00:00+08:00 */
            announcedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            cutoffAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            committedAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            drawAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            seededAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            drawnAt: string | null;
            /**
             * @description Before it nothing of the result is public
             * @example 2026-03-05T09:00:00+08:00
             */
            publishedNotBefore: string;
            commitment: string;
            recordHash: string | null;
            failure: components["schemas"]["WordsResponse"] | null;
            links: components["schemas"]["PublicLinksResponse"];
        };
        PageOfPublicDrawResponse: {
            items: components["schemas"]["PublicDrawResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PublicDrawDetailResponse: {
            number: string;
            /**
             * @description One of the batch’s own, or one that goes on from an earlier draw
             * @enum {string}
             */
            kind: "draw" | "supplement" | "replacement";
            /** @enum {string} */
            phase: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            /** @description A draw that was voided stays, with the reason and both names */
            voided: components["schemas"]["VoidResponse"] | null;
            /** @description The draw that it stands in for or goes on from */
            relation: components["schemas"]["RelationResponse"] | null;
            /** @description What came in its place (of kind draw), and what goes on from it */
            successors: components["schemas"]["SuccessorResponse"][];
            /** @description Whether the result may be read */
            published: boolean;
            entropy: components["schemas"]["AssuranceResponse"];
            /** @enum {string} */
            pools: "open" | "closed";
            /** @example 2026-03-05T09:00:00+08:00 */
            announcedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            cutoffAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            committedAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            drawAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            seededAt: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            drawnAt: string | null;
            /**
             * @description Before it nothing of the result is public
             * @example 2026-03-05T09:00:00+08:00
             */
            publishedNotBefore: string;
            commitment: string;
            recordHash: string | null;
            failure: components["schemas"]["WordsResponse"] | null;
            links: components["schemas"]["PublicLinksResponse"];
            /** @description The randomness as it stands in the log, once it is there */
            reveal: {
                [key: string]: unknown;
            } | null;
            /** @description What was promised before the seed was known (sortis-manifest/1) */
            manifest: {
                [key: string]: unknown;
            };
        };
        LogKeyResponse: {
            /** @description The entry that announced the key */
            index: number;
            /** @description Verifier key (C2SP signed-note) */
            key: string;
        };
        LogKeysResponse: {
            origin: string;
            keys: components["schemas"]["LogKeyResponse"][];
        };
        LogEntryResponse: {
            index: number;
            /** @description Its canonical form (RFC 8785) is the tree's leaf */
            entry: {
                [key: string]: unknown;
            };
            /** @description SHA-256 of 0x00 and the leaf, hex */
            leafHash: string;
        };
        LogEntriesResponse: {
            items: components["schemas"]["LogEntryResponse"][];
            /** @description Entries in the log */
            size: number;
            /** @description `from` of the next page; null where this is the last */
            next: number | null;
        };
        InclusionResponse: {
            index: number;
            size: number;
            /** @description Audit path from the leaf up (RFC 9162), hex */
            path: string[];
        };
        ConsistencyResponse: {
            from: number;
            to: number;
            /** @description Consistency proof (RFC 9162), hex */
            path: string[];
        };
        FigureGroupRequest: {
            /**
             * @description set: different numbers whose order does not count; digits: in the order published
             * @enum {string}
             */
            form: "set" | "digits";
            /** @description How many numbers */
            count: number;
            from: number;
            to: number;
        };
        FigureEventRequest: {
            /**
             * @description What is published, by whom
             * @example 双色球
             */
            name: string;
            /**
             * @description Its issue
             * @example 2026120
             */
            number: string;
            /**
             * @description When it takes place
             * @example 2026-03-05T09:00:00+08:00
             */
            at: string;
            groups: components["schemas"]["FigureGroupRequest"][];
        };
        FiguresEventsRequest: {
            events: components["schemas"]["FigureEventRequest"][];
        };
        StatementResponse: {
            /** @enum {string} */
            kind: "events" | "figures" | "witness" | "secret" | "round";
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            outcome: components["schemas"]["WordsResponse"];
        };
        FiguresRequest: {
            /**
             * @description The numbers in the order of the groups of the events, parted by anything that is no digit
             * @example 01 05 12 23 28 33 + 07
             */
            numbers: string;
        };
        WitnessCommitmentRequest: {
            /** @description The witness, as the batch names him */
            name: string;
            /** @description What `sortis ceremony secret` printed */
            hash: string;
        };
        WitnessRevealRequest: {
            /** @description The witness, as the batch names him */
            name: string;
            secret: string;
        };
        BeaconRoundRequest: {
            round: number;
            /** @description As the beacon has it; SHA-256 of the signature */
            randomness?: string;
            signature: string;
        };
        NewDrawResponse: {
            /**
             * @description Null: as soon as it is approved
             * @example 2026-03-05T09:00:00+08:00
             */
            dueAt: string | null;
            /**
             * @description Null: the earlier draw's
             * @enum {string|null}
             */
            entropySource: "beacon" | "figures" | "ceremony" | "sealed" | null;
        };
        LeavingSeatResponse: {
            inspectionId: number;
            inspectorId: number;
        };
        AmendmentResponse: {
            id: number;
            /** @description The earlier draw */
            drawId: number;
            drawNumber: string;
            agencyId: number;
            /** @enum {string} */
            kind: "void" | "supplement" | "replacement";
            /** @enum {string} */
            state: "proposed" | "approved" | "declined";
            reason: components["schemas"]["WordsResponse"];
            newDraw: components["schemas"]["NewDrawResponse"] | null;
            inspections: number[];
            seats: components["schemas"]["LeavingSeatResponse"][];
            /** @enum {string|null} */
            cause: "recusal" | "illness" | "certificate" | "other" | null;
            proposedBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            proposedAt: string;
            decidedBy: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            decidedAt: string | null;
            decisionReason: components["schemas"]["WordsResponse"] | null;
            /** @description The draw that came of it */
            newDrawId: number | null;
            newDrawNumber: string | null;
            version: number;
        };
        PageOfAmendmentResponse: {
            items: components["schemas"]["AmendmentResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ReasonRequest: {
            zh: string;
            /** @description As the Chinese one unless told */
            en?: string;
        };
        NewDrawRequest: {
            /**
             * @description When it is drawn; as soon as it is approved unless told
             * @example 2026-03-05T09:00:00+08:00
             */
            dueAt?: string | null;
            /**
             * @description Where its randomness comes from; as the earlier draw's unless told
             * @enum {string|null}
             */
            entropySource?: "beacon" | "figures" | "ceremony" | "sealed" | null;
        };
        LeavingSeatRequest: {
            inspectionId: number;
            /** @description Who leaves */
            inspectorId: number;
        };
        AmendmentRequest: {
            /**
             * @description 作废、补抽、更换
             * @enum {string}
             */
            kind: "void" | "supplement" | "replacement";
            /** @description Why. It is public, in the log and on the draw’s page, for ever */
            reason: components["schemas"]["ReasonRequest"];
            /** @description The draw that comes of it. Null, with a void: none, and the batch may be given another date */
            newDraw?: components["schemas"]["NewDrawRequest"] | null;
            /** @description With a supplement: the inspections in whose stead the next places of the draw are taken */
            inspections?: number[];
            /** @description With a replacement: who leaves which team */
            seats?: components["schemas"]["LeavingSeatRequest"][];
            /**
             * @description With a replacement: 回避、生病、证件失效、其他
             * @enum {string}
             */
            cause?: "recusal" | "illness" | "certificate" | "other";
        };
        AmendmentDecisionRequest: {
            reason?: components["schemas"]["ReasonRequest"];
        };
        AmendmentDeclineRequest: {
            reason: components["schemas"]["ReasonRequest"];
        };
        AlertResponse: {
            id: number;
            /** @enum {string} */
            code: "occurrence_not_begun" | "occurrence_missed" | "draw_without_result" | "draw_not_issued" | "draw_job_failed";
            /** @description What is overdue, and what can be done */
            message: components["schemas"]["WordsResponse"];
            /** @enum {string} */
            subject: "occurrence" | "draw";
            /** @description The id of the occurrence or the draw */
            subjectId: number;
            /** @description The number of the draw, or the one that it will have */
            number: string;
            agencyId: number;
            /**
             * @description When it should have happened, or when it failed
             * @example 2026-03-05T09:00:00+08:00
             */
            since: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            openedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            closedAt: string | null;
        };
        PageOfAlertResponse: {
            items: components["schemas"]["AlertResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        SettingFromResponse: {
            /** @description null: nobody says it, and the product’s own holds */
            agencyId: number | null;
            agency: string | null;
        };
        AgencyTermResponse: {
            /** @description What the agency says itself; null: as the agency above */
            own: number | null;
            /** @description What holds for it */
            effective: number;
            from: components["schemas"]["SettingFromResponse"];
        };
        AgencyTermsResponse: {
            agencyId: number;
            /** @description Working days from a visit to the publication of its result */
            publicationDays: components["schemas"]["AgencyTermResponse"];
            /** @description Working days from a recheck that passed to the closing of its rectification */
            closingDays: components["schemas"]["AgencyTermResponse"];
            /** @description How far from a target its inspectors may check in, in metres */
            checkInMetres: components["schemas"]["AgencyTermResponse"];
        };
        ReminderResponse: {
            id: number;
            inspectionId: number;
            /**
             * @description 准备（接受、审批、通知）、检查、公示
             * @enum {string}
             */
            term: "preparation" | "visit" | "publication";
            /**
             * @description 提醒 before the term ends, 督办 after it
             * @enum {string}
             */
            kind: "reminder" | "escalation";
            /** @description Whose leaders were told: the inspection's agency, and of what is late the one above it too */
            agencyId: number;
            /**
             * @description The end of the term, as it was then
             * @example 2026-03-05
             */
            dueOn: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        PageOfReminderResponse: {
            items: components["schemas"]["ReminderResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        InspectionTargetResponse: {
            id: number;
            /** @description As it was drawn */
            code: string;
            /** @description As it was drawn */
            name: string;
            /** @description As it was drawn; what the inspection is about follows from it */
            kind: string;
        };
        SeatResponse: {
            seat: number;
            inspectorId: number;
            code: string;
            name: string;
            certificateNumber: string | null;
            /** @description An expert's seat: he assists, and does not count towards the two inspectors */
            expert: boolean;
            /** @description Whether the certificate, as the register shows it now, covers the day of the visit; null before it, and of an expert without an appointment */
            certifiedOnVisit: boolean | null;
        };
        DeadlinesResponse: {
            /**
             * @description First day of the visits
             * @example 2026-03-05
             */
            visitFrom: string;
            /**
             * @description Last day of the visits
             * @example 2026-03-05
             */
            visitUntil: string;
            /** @description The last day is over and nobody was there, or the visit was later than it */
            visitOverdue: boolean;
        };
        InspectionResponse: {
            id: number;
            drawId: number;
            /** @description Place in the order of the draw */
            ordinal: number;
            batchId: number;
            agencyId: number;
            target: components["schemas"]["InspectionTargetResponse"];
            team: components["schemas"]["SeatResponse"][];
            /** @description Whether the people for its seats were named: assigned by name, not random (指定人员，非随机) */
            assignedByName: boolean;
            /**
             * @description 已下达、已接受、已审批、已通知、已检查、已报告、已复核、已公示、已办结；已撤回公示；作废 (its draw was voided)
             * @enum {string}
             */
            state: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /** @description Whether its result is reported. Until then it is 未检查, never normal */
            inspected: boolean;
            /** @description 未检查, or what was found */
            result: components["schemas"]["WordsResponse"];
            deadlines: components["schemas"]["DeadlinesResponse"];
            /**
             * @description The working day of the window on which it is planned, in the order of the draw; null where it was issued before days were planned
             * @example 2026-03-05
             */
            plannedOn: string | null;
            /** @example 2026-03-05 */
            visitedOn: string | null;
            /**
             * @description By when the next step is due: the planned day, the last day of the visits, or so many working days after the visit
             * @example 2026-03-05
             */
            dueOn: string | null;
            /** @description That day is over */
            overdue: boolean;
            /**
             * @description In what state the target was met
             * @enum {string|null}
             */
            targetState: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            completedAt: string | null;
            publishedAt: string | null;
            version: number;
        };
        PageOfInspectionResponse: {
            items: components["schemas"]["InspectionResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        InspectionDayResponse: {
            /** @example 2026-03-05 */
            day: string;
            /** @description Visited on this day, or planned for it */
            inspections: number;
            /** @description Of these, already visited */
            visited: number;
            /** @description Of these, late with their next step */
            overdue: number;
        };
        InspectionDaysResponse: {
            /** @description Each day of which there is any, in order; the first 366 */
            days: components["schemas"]["InspectionDayResponse"][];
        };
        InspectedMatterResponse: {
            id: number;
            code: string;
            name: string;
            legalBasis: string | null;
        };
        DepartureResponse: {
            seat: number;
            inspectorId: number;
            code: string;
            name: string;
            /** @enum {string} */
            cause: "recusal" | "illness" | "certificate" | "other";
            at: string;
            /** @description The draw by which the seat was filled anew; its public page tells why */
            drawNumber: string;
        };
        JointSideResponse: {
            inspectionId: number;
            drawNumber: string;
            agencyId: number;
            agencyName: string;
            /** @description Names of the matters */
            matters: string[];
            /** @example 2026-03-05 */
            visitFrom: string;
            /** @example 2026-03-05 */
            visitUntil: string;
            /** @description Who goes; told to the other side once it is one visit */
            team: string[];
            /**
             * @description The day that this side has consented to
             * @example 2026-03-05
             */
            consentedTo: string | null;
            consentedBy: string | null;
        };
        JointVisitResponse: {
            id: number;
            /**
             * @description 待商、已合并、已谢绝、已撤回（抽取作废）
             * @enum {string}
             */
            state: "offered" | "merged" | "declined" | "withdrawn";
            targetCode: string;
            targetName: string;
            /**
             * @description The day on which both teams go, once both sides have consented to it
             * @example 2026-03-05
             */
            plannedOn: string | null;
            sides: components["schemas"]["JointSideResponse"][];
            /** @description Why it was declined or withdrawn */
            reason: string | null;
            /** @description Who declined it */
            endedBy: string | null;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        NextStepResponse: {
            /** @enum {string} */
            step: "accept" | "approve" | "notify" | "visit" | "report" | "review" | "return" | "publish" | "close";
            /**
             * @description Where it leads
             * @enum {string}
             */
            to: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /** @description Who may take it */
            who: components["schemas"]["WordsResponse"];
            /** @description Whether the caller may */
            mine: boolean;
        };
        FindingResponse: {
            /** @enum {string} */
            code: "no-problem-found" | "not-disclosed" | "false-disclosure" | "unreachable" | "ordered-to-correct" | "obstruction" | "no-such-activity" | "problem-pending";
            name: components["schemas"]["WordsResponse"];
            /** @description null speaks of the inspection as a whole */
            matterId: number | null;
            note: string | null;
            recordedAt: string;
        };
        InspectionDetailResponse: {
            id: number;
            drawId: number;
            /** @description Place in the order of the draw */
            ordinal: number;
            batchId: number;
            agencyId: number;
            target: components["schemas"]["InspectionTargetResponse"];
            team: components["schemas"]["SeatResponse"][];
            /** @description Whether the people for its seats were named: assigned by name, not random (指定人员，非随机) */
            assignedByName: boolean;
            /**
             * @description 已下达、已接受、已审批、已通知、已检查、已报告、已复核、已公示、已办结；已撤回公示；作废 (its draw was voided)
             * @enum {string}
             */
            state: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /** @description Whether its result is reported. Until then it is 未检查, never normal */
            inspected: boolean;
            /** @description 未检查, or what was found */
            result: components["schemas"]["WordsResponse"];
            deadlines: components["schemas"]["DeadlinesResponse"];
            /**
             * @description The working day of the window on which it is planned, in the order of the draw; null where it was issued before days were planned
             * @example 2026-03-05
             */
            plannedOn: string | null;
            /** @example 2026-03-05 */
            visitedOn: string | null;
            /**
             * @description By when the next step is due: the planned day, the last day of the visits, or so many working days after the visit
             * @example 2026-03-05
             */
            dueOn: string | null;
            /** @description That day is over */
            overdue: boolean;
            /**
             * @description In what state the target was met
             * @enum {string|null}
             */
            targetState: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            completedAt: string | null;
            publishedAt: string | null;
            version: number;
            drawNumber: string;
            /** @description Of the draw's matters, those for this kind of target */
            matters: components["schemas"]["InspectedMatterResponse"][];
            /** @description Who left the team, the earliest first */
            left: components["schemas"]["DepartureResponse"][];
            /** @description With which inspections of the same target it could be, or is, one visit */
            jointVisits: components["schemas"]["JointVisitResponse"][];
            /** @description What may be done next, and by whom */
            next: components["schemas"]["NextStepResponse"][];
            findings: components["schemas"]["FindingResponse"][];
            remarks: string | null;
        };
        FindingRequest: {
            /**
             * @description One of GET /finding-codes
             * @example no-problem-found
             */
            code: string;
            /** @description The matter it concerns; left out, it speaks of the inspection as a whole */
            matterId?: number | null;
            note?: string | null;
        };
        FindingsRequest: {
            /**
             * @description The day of the visit, in China; with it the visit is recorded as well. May be left out once the visit is recorded
             * @example 2026-03-05
             */
            visitedOn?: string | null;
            /** @description With the visit: the inspectors and experts who were there; the whole team unless told */
            present?: number[] | null;
            findings: components["schemas"]["FindingRequest"][];
            /**
             * @description In what state the target was met, where it is not active any more; left out, what the step of the visit said of it
             * @enum {string|null}
             */
            targetState?: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            remarks?: string | null;
        };
        StepPersonResponse: {
            inspectorId: number;
            code: string;
            name: string;
        };
        InspectionStepResponse: {
            /**
             * @description void: its draw was voided; reseat: a seat was drawn again; unvisit: the visit never was; withdraw: the published result was withdrawn
             * @enum {string}
             */
            step: "accept" | "approve" | "notify" | "visit" | "report" | "review" | "return" | "publish" | "close" | "void" | "reseat" | "unvisit" | "withdraw";
            name: components["schemas"]["WordsResponse"];
            /** @enum {string} */
            from: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /** @enum {string} */
            to: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /**
             * @description Of a notice, of a visit and of one that was taken back
             * @example 2026-03-05
             */
            on: string | null;
            note: string | null;
            /** @description Of an acceptance: who accepted, or for whom a planner did. Of a visit: who was there */
            people: components["schemas"]["StepPersonResponse"][];
            /**
             * @description Of a notice: how it was served
             * @enum {string|null}
             */
            how: "in-person" | "post" | "electronic" | "unannounced" | null;
            /** @description Of an approval: they come without a notice */
            unannounced: boolean;
            /**
             * @description Of a visit: in what state the target was met
             * @enum {string|null}
             */
            targetState: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            /** @description Of a visit: the steps that it went without */
            without: ("accept" | "approve" | "notify" | "visit" | "report" | "review" | "return" | "publish" | "close")[];
            /** @description It asks for a second person, and there was nobody else who could */
            alone: boolean;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        StepRequest: {
            /**
             * @description 接受、审批、通知检查对象、检查、复核、退回、公示、办结; what was found is reported by POST /inspections/{id}/findings
             * @enum {string}
             */
            step: "accept" | "approve" | "notify" | "visit" | "report" | "review" | "return" | "publish" | "close";
            /** @description With return, and where a notice or a visit is put right after it: why. Otherwise as one likes */
            note?: string | null;
            /**
             * @description With notify: the day on which the notice was served. With visit: the day of the visit, in China
             * @example 2026-03-05
             */
            on?: string | null;
            /**
             * @description With notify: how it was served; unannounced only where the approval says so
             * @enum {string|null}
             */
            how?: "in-person" | "post" | "electronic" | "unannounced" | null;
            /** @description With visit: the inspectors and experts who were there; unless told the whole team, or as it was told before */
            present?: number[] | null;
            /**
             * @description With visit: in what state the target was met, where it is not active any more. A report that says nothing of it leaves it so
             * @enum {string|null}
             */
            targetState?: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            /** @description With approve: they come without a notice */
            unannounced?: boolean | null;
        };
        StepsRequest: {
            /**
             * @description 接受、审批、通知检查对象、检查、复核、退回、公示、办结; what was found is reported by POST /inspections/{id}/findings
             * @enum {string}
             */
            step: "accept" | "approve" | "notify" | "visit" | "report" | "review" | "return" | "publish" | "close";
            /** @description With return, and where a notice or a visit is put right after it: why. Otherwise as one likes */
            note?: string | null;
            /**
             * @description With notify: the day on which the notice was served. With visit: the day of the visit, in China
             * @example 2026-03-05
             */
            on?: string | null;
            /**
             * @description With notify: how it was served; unannounced only where the approval says so
             * @enum {string|null}
             */
            how?: "in-person" | "post" | "electronic" | "unannounced" | null;
            /** @description With visit: the inspectors and experts who were there; unless told the whole team, or as it was told before */
            present?: number[] | null;
            /**
             * @description With visit: in what state the target was met, where it is not active any more. A report that says nothing of it leaves it so
             * @enum {string|null}
             */
            targetState?: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            /** @description With approve: they come without a notice */
            unannounced?: boolean | null;
            /** @description The inspections that take the step together, or not at all */
            ids: number[];
        };
        SteppedResponse: {
            id: number;
            /** @enum {string} */
            state: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            version: number;
        };
        SteppedListResponse: {
            items: components["schemas"]["SteppedResponse"][];
        };
        InspectionRecusalResponse: {
            id: number;
            inspectionId: number;
            /** @description Who is not to go */
            inspectorId: number;
            /** @enum {string} */
            origin: "inspector" | "target" | "supervisor";
            declaration: string;
            /** @example 2026-03-05 */
            receivedOn: string | null;
            /**
             * @description 待决定、已批准、不予批准、已收回
             * @enum {string}
             */
            state: "open" | "approved" | "refused" | "withdrawn";
            askedBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            askedAt: string;
            decidedBy: string | null;
            decisionReason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            decidedAt: string | null;
            /** @description The draw by which the seat is filled anew */
            drawNumber: string | null;
            version: number;
        };
        InspectionRecusalRequest: {
            /**
             * @description 检查人员自行声明、检查对象依通知申请、主管人员提出
             * @enum {string}
             */
            origin: "inspector" | "target" | "supervisor";
            /** @description Who is not to go; the caller himself unless told */
            inspectorId?: number;
            /** @description What is declared, or why it is asked for. It is not public */
            declaration: string;
            /**
             * @description With origin target: the day on which its request came in
             * @example 2026-03-05
             */
            receivedOn?: string | null;
        };
        RecusalDecisionRequest: {
            /** @description Why. It is not public */
            reason?: string | null;
            /** @description The draw of the seat: when, and where its randomness comes from; at once and as the earlier draw's unless told */
            newDraw?: components["schemas"]["NewDrawRequest"];
        };
        RecusalRefusalRequest: {
            /** @description Why */
            reason: string;
        };
        RetractionResponse: {
            id: number;
            inspectionId: number;
            /** @enum {string} */
            subject: "visit" | "publication";
            reason: string;
            /**
             * @description 待决定、已批准、不予批准、已收回
             * @enum {string}
             */
            state: "open" | "approved" | "refused" | "withdrawn";
            askedBy: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            askedAt: string;
            decidedBy: string | null;
            decisionReason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            decidedAt: string | null;
            version: number;
        };
        RetractionRequest: {
            /**
             * @description 撤销检查登记、撤回公示. visit: nobody was there, it was recorded in error; publication: the published result must not stand
             * @enum {string}
             */
            subject: "visit" | "publication";
            /** @description Why. Of a publication everyone reads it in its place once it is withdrawn */
            reason: string;
        };
        RetractionDecisionRequest: {
            /** @description Why. It is not public */
            reason?: string | null;
        };
        RetractionRefusalRequest: {
            /** @description Why */
            reason: string;
        };
        PageOfJointVisitResponse: {
            items: components["schemas"]["JointVisitResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ConsentRequest: {
            /**
             * @description The day on which both teams go. It is one visit once both sides have named the same
             * @example 2026-03-05
             */
            plannedOn: string;
        };
        JointVisitDeclineRequest: {
            /** @description Why the two stay two visits */
            reason: string;
        };
        RectificationTargetResponse: {
            id: number;
            code: string;
            name: string;
        };
        RectificationFindingResponse: {
            /** @enum {string} */
            code: "no-problem-found" | "not-disclosed" | "false-disclosure" | "unreachable" | "ordered-to-correct" | "obstruction" | "no-such-activity" | "problem-pending";
            name: components["schemas"]["WordsResponse"];
            /** @description null speaks of the inspection as a whole */
            matterId: number | null;
        };
        RectificationResponse: {
            id: number;
            inspectionId: number;
            agencyId: number;
            /** @description As it was drawn */
            target: components["schemas"]["RectificationTargetResponse"];
            /** @description What it follows */
            finding: components["schemas"]["RectificationFindingResponse"];
            /** @enum {string} */
            state: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed";
            stateName: components["schemas"]["WordsResponse"];
            /**
             * @description The day of the first order
             * @example 2026-03-05
             */
            orderedOn: string;
            /**
             * @description By when it must be mended, as it was said last
             * @example 2026-03-05
             */
            deadline: string;
            /**
             * @description By when the next step is due: the deadline while it runs; of a transfer the day by which a receipt is expected; of what passed its recheck that by which it is to be closed
             * @example 2026-03-05
             */
            dueOn: string | null;
            /** @description That day is over */
            overdue: boolean;
            /** @description How often its deadline was extended */
            extensions: number;
            /** @description How many rechecks it failed */
            failedRechecks: number;
            /**
             * @description How it ended: 整改到位、移交、终止
             * @enum {string|null}
             */
            outcome: "mended" | "transferred" | "ended" | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            closedAt: string | null;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
        };
        PageOfRectificationResponse: {
            items: components["schemas"]["RectificationResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        RectificationItemResponse: {
            matterId: number | null;
            what: string;
        };
        RectificationStepResponse: {
            /** @enum {string} */
            step: "order" | "ask-extension" | "extend" | "mend" | "recheck" | "reorder" | "transfer" | "receive" | "give-back" | "ask-closure" | "end" | "refuse" | "take-back" | "close";
            name: components["schemas"]["WordsResponse"];
            /**
             * @description null: it began with this
             * @enum {string|null}
             */
            from: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed" | null;
            /** @enum {string} */
            to: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed";
            /** @example 2026-03-05 */
            on: string | null;
            /**
             * @description The deadline that it gives, or asks for
             * @example 2026-03-05
             */
            deadline: string | null;
            note: string | null;
            /** @description Of an order */
            items: components["schemas"]["RectificationItemResponse"][];
            /** @description Of a recheck: who was there */
            people: components["schemas"]["StepPersonResponse"][];
            /** @description Of a transfer: who takes over */
            body: string | null;
            /** @description Of a transfer */
            documents: string[];
            /** @description Of a receipt */
            number: string | null;
            /** @description Of a receipt */
            receivedBy: string | null;
            /** @description It asks for a second person, and there was nobody else who could */
            alone: boolean;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        NextRectificationStepResponse: {
            /** @enum {string} */
            step: "ask-extension" | "extend" | "mend" | "recheck" | "reorder" | "transfer" | "receive" | "give-back" | "ask-closure" | "end" | "refuse" | "take-back" | "close";
            name: components["schemas"]["WordsResponse"];
            /** @description Who may take it */
            who: components["schemas"]["WordsResponse"];
            /** @description Whether the caller may */
            mine: boolean;
        };
        RectificationReminderResponse: {
            /**
             * @description 提醒 before the day, 当日提醒 on it, 督办 after it
             * @enum {string}
             */
            kind: "reminder" | "last-day" | "escalation";
            /** @description Whose leaders were told */
            agencyId: number;
            /**
             * @description By when it was due then
             * @example 2026-03-05
             */
            dueOn: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        RectificationDetailResponse: {
            id: number;
            inspectionId: number;
            agencyId: number;
            /** @description As it was drawn */
            target: components["schemas"]["RectificationTargetResponse"];
            /** @description What it follows */
            finding: components["schemas"]["RectificationFindingResponse"];
            /** @enum {string} */
            state: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed";
            stateName: components["schemas"]["WordsResponse"];
            /**
             * @description The day of the first order
             * @example 2026-03-05
             */
            orderedOn: string;
            /**
             * @description By when it must be mended, as it was said last
             * @example 2026-03-05
             */
            deadline: string;
            /**
             * @description By when the next step is due: the deadline while it runs; of a transfer the day by which a receipt is expected; of what passed its recheck that by which it is to be closed
             * @example 2026-03-05
             */
            dueOn: string | null;
            /** @description That day is over */
            overdue: boolean;
            /** @description How often its deadline was extended */
            extensions: number;
            /** @description How many rechecks it failed */
            failedRechecks: number;
            /**
             * @description How it ended: 整改到位、移交、终止
             * @enum {string|null}
             */
            outcome: "mended" | "transferred" | "ended" | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            closedAt: string | null;
            version: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            createdAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            updatedAt: string;
            /** @description What must be mended, as the last order says */
            items: components["schemas"]["RectificationItemResponse"][];
            /** @description Every step that was taken, the earliest first */
            steps: components["schemas"]["RectificationStepResponse"][];
            /** @description What may be done next, and by whom */
            next: components["schemas"]["NextRectificationStepResponse"][];
            /** @description Who was told that it is due, or late */
            reminders: components["schemas"]["RectificationReminderResponse"][];
        };
        DeadlineRequest: {
            /**
             * @description By when, as a day
             * @example 2026-03-05
             */
            dueOn?: string | null;
            /** @description Or so many days from the day of the order, which is not counted; of an extension, from the deadline before */
            days?: number | null;
            /**
             * @description With days: China's working days unless told. A term of calendar days that ends on a day of rest ends on the working day after it
             * @enum {string|null}
             */
            counted?: "working" | "calendar" | null;
        };
        RectificationItemFields: {
            /** @description The matter; left out, the inspection as a whole */
            matterId?: number | null;
            /** @description What must be mended */
            what: string;
        };
        RectificationRequest: {
            /**
             * @description The finding that it follows, which the inspection has
             * @enum {string}
             */
            findingCode: "no-problem-found" | "not-disclosed" | "false-disclosure" | "unreachable" | "ordered-to-correct" | "obstruction" | "no-such-activity" | "problem-pending";
            /** @description Its matter; left out, the finding without one */
            matterId?: number | null;
            /**
             * @description The day of the order, in China: not before the visit
             * @example 2026-03-05
             */
            on: string;
            deadline: components["schemas"]["DeadlineRequest"];
            items: components["schemas"]["RectificationItemFields"][];
            note?: string | null;
        };
        RectificationStepRequest: {
            /**
             * @description 申请延期、批准延期、登记整改报告、复查、再次责令整改、移交、登记移交回执、移交被退回、申请终止、批准终止、不予批准、撤回申请、办结
             * @enum {string}
             */
            step: "ask-extension" | "extend" | "mend" | "recheck" | "reorder" | "transfer" | "receive" | "give-back" | "ask-closure" | "end" | "refuse" | "take-back" | "close";
            /**
             * @description The day on which it was done, in China
             * @example 2026-03-05
             */
            on?: string | null;
            /** @description The reason; with mend what the target reports and the evidence for it; with recheck what was found; with transfer what is transferred */
            note?: string | null;
            /** @description With ask-extension and reorder */
            deadline?: components["schemas"]["DeadlineRequest"] | null;
            /** @description With reorder: what is still to be mended; the same as before unless told */
            items?: components["schemas"]["RectificationItemFields"][] | null;
            /** @description With recheck: whether it is mended */
            passed?: boolean | null;
            /** @description With recheck: who of the team was there, the whole team unless told. Two are inspectors with certificates valid on that day */
            present?: number[] | null;
            /** @description With transfer: the body that takes over */
            body?: string | null;
            /** @description With transfer: the documents that go with it */
            documents?: string[] | null;
            /** @description With receive: the number of the receipt */
            number?: string | null;
            /** @description With receive: who received it there */
            receivedBy?: string | null;
        };
        FindingCodeResponse: {
            code: string;
            name: components["schemas"]["WordsResponse"];
            /** @description Whether it counts as a problem */
            problem: boolean;
            /**
             * @description Whether a rectification follows: due, without one the inspection is not closed; possible, by whoever judges the case; none, there is nothing to mend
             * @enum {string}
             */
            followUp: "due" | "possible" | "none";
        };
        TargetStateResponse: {
            code: string;
            name: components["schemas"]["WordsResponse"];
        };
        FindingCodesResponse: {
            findings: components["schemas"]["FindingCodeResponse"][];
            /** @description States in which a target is met */
            targetStates: components["schemas"]["TargetStateResponse"][];
        };
        CorrectionRequest: {
            /** @description All that was found, not only what is put right */
            findings: components["schemas"]["FindingRequest"][];
            /**
             * @description In what state the target was met; left out, it stays
             * @enum {string|null}
             */
            targetState?: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            /** @description Why; everyone reads it beside the corrected result */
            reason: string;
        };
        InspectionCodeResponse: {
            /** @example 7K3M-Q0TX-91BV */
            code: string;
            /** @description Where it leads; a path where the server has no address of its own (SORTIS_PUBLIC_URL) */
            address: string;
        };
        PublicMatterResponse: {
            code: string;
            name: string;
            legalBasis: string | null;
        };
        PublicTeamMemberResponse: {
            /** @description The family name; the whole name stands on the notice */
            name: string;
            certificateNumber: string | null;
            /** @description An expert, who assists */
            expert: boolean;
        };
        ChanceResponse: {
            /** @description So many were drawn */
            size: number;
            /** @description out of so many */
            population: number;
            /** @example 3/97 */
            words: string;
        };
        PublicInspectionDrawResponse: {
            number: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            drawnAt: string;
            /** @description The first eight digits of the hash of its record, as people read them */
            shortCode: string | null;
            recordHash: string | null;
            /** @description With what chance this target was drawn; null of a supplement, whose places follow from an earlier draw */
            chance: components["schemas"]["ChanceResponse"] | null;
            /** @description Whether the people for its seats were named: not random (指定人员，非随机) */
            assignedByName: boolean;
            /** @description A page that checks the draw in the reader’s own browser */
            verify: string;
            /** @description The file to check it with; null before the result of the draw is public */
            evidence: string | null;
        };
        PublicResultResponse: {
            /** @example 2026-03-05 */
            visitedOn: string | null;
            words: components["schemas"]["WordsResponse"];
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string | null;
        };
        PublicDisplayResponse: {
            /**
             * @description 公示中、公示期满、已撤回
             * @enum {string}
             */
            state: "displayed" | "over" | "withdrawn";
            words: components["schemas"]["WordsResponse"];
            /** @description Of a withdrawal: why */
            reason: string | null;
        };
        PublicInspectionResponse: {
            /** @example 7K3M-Q0TX-91BV */
            code: string;
            /**
             * @description 真、已过期
             * @enum {string}
             */
            state: "real" | "expired";
            verdict: components["schemas"]["WordsResponse"];
            /** @enum {string|null} */
            reason: "voided" | "team-changed" | "superseded" | "visit-retracted" | "window-over" | "closed" | null;
            /**
             * @description What the code stands on; inspection: on no paper
             * @enum {string}
             */
            document: "inspection" | "approval" | "notice" | "record" | "rectify-order" | "publication";
            edition: number;
            /** @example 2026-03-05T09:00:00+08:00 */
            issuedAt: string;
            agency: string;
            target: string;
            matters: components["schemas"]["PublicMatterResponse"][];
            /** @description Nobody any more once the time of display is over */
            team: components["schemas"]["PublicTeamMemberResponse"][];
            /** @example 2026-03-05 */
            visitFrom: string;
            /** @example 2026-03-05 */
            visitUntil: string;
            /** @description Nobody may come without an approval */
            approved: boolean;
            draw: components["schemas"]["PublicInspectionDrawResponse"];
            /** @description Null before it is published, and once it is not on display any more */
            result: components["schemas"]["PublicResultResponse"] | null;
            /** @description Whether the result is still on display; null before it is published */
            display: components["schemas"]["PublicDisplayResponse"] | null;
        };
        BundleTargetResponse: {
            code: string;
            name: string;
            kind: string;
            address: string | null;
            phone: string | null;
            /** @description Millionths of a degree, WGS-84 */
            longitude: number | null;
            latitude: number | null;
        };
        BundlePersonResponse: {
            inspectorId: number;
            name: string;
            expert: boolean;
            /** @description Oneself */
            me: boolean;
        };
        OptionResponse: {
            code: string;
            text: string;
        };
        QuestionResponse: {
            key: string;
            text: string;
            /** @enum {string} */
            kind: "yes-no" | "choice" | "number" | "text" | "date";
            required: boolean;
            options: components["schemas"]["OptionResponse"][];
            unit: string | null;
            noSuggests: string | null;
        };
        QuestionListResponse: {
            matterId: number;
            /** @description 0: nothing was ever asked about this matter */
            version: number;
            questions: components["schemas"]["QuestionResponse"][];
            by: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string | null;
        };
        BundleMatterResponse: {
            id: number;
            code: string;
            name: string;
            legalBasis: string | null;
            questions: components["schemas"]["QuestionListResponse"];
        };
        SeenPlaceRequest: {
            /** @description Millionths of a degree, WGS-84 */
            longitude: number;
            latitude: number;
            /** @description How far off it may be, in metres */
            accuracy: number;
        };
        CheckInResponse: {
            id: number;
            inspectorId: number;
            code: string;
            name: string;
            expert: boolean;
            /**
             * @description As the server reckons it
             * @example 2026-03-05T09:00:00+08:00
             */
            at: string;
            /**
             * @description By the phone's clock
             * @example 2026-03-05T09:00:00+08:00
             */
            saidAt: string;
            /**
             * @description When it arrived
             * @example 2026-03-05T09:00:00+08:00
             */
            receivedAt: string;
            /** @description right; wrong: the phone's clock was off, and at is corrected; unsteady: it was set meanwhile */
            clock: string;
            place: components["schemas"]["SeenPlaceRequest"] | null;
            /** @description Metres from the target; null where a place is unknown */
            distance: number | null;
            /** @description Farther than it may be; farReason says why */
            far: boolean;
            farReason: string | null;
        };
        AnswerResponse: {
            id: number;
            version: number;
            value: string;
            note: string | null;
            by: string;
            /**
             * @description As the server reckons it
             * @example 2026-03-05T09:00:00+08:00
             */
            at: string;
        };
        QuestionAnswersResponse: {
            matterId: number;
            question: string;
            /** @description The last that anybody gave */
            current: components["schemas"]["AnswerResponse"];
            /** @description All others, the latest first */
            earlier: components["schemas"]["AnswerResponse"][];
            /** @description The last words of two of the team differ */
            disputed: boolean;
        };
        MissingAnswerResponse: {
            matterId: number;
            question: string;
        };
        SiteFileResponse: {
            /** @example abababababababababababababababababababababababababababababababab */
            sha256: string;
            bytes: number;
            /** @description As its bytes say */
            mediaType: string;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            caption: string | null;
            matterId: number | null;
            question: string | null;
            /** @description It does not count any more */
            removed: boolean;
            /** @description Why */
            removedReason: string | null;
            /** @description Where its bytes are */
            href: string;
        };
        SignatureResponse: {
            id: number;
            /** @enum {string} */
            signer: "inspector" | "target" | "witness";
            name: string;
            refusal: string | null;
            /** @example abababababababababababababababababababababababababababababababab */
            recordHash: string;
            /**
             * @description present: of the record as it is; earlier: of the record as it was when the signature arrived; unknown: of one that the server never had, as where two phones wrote without a network
             * @enum {string}
             */
            version: "present" | "earlier" | "unknown";
            /** @description Whether it is of the record as it is now */
            holds: boolean;
            strokes: number[][];
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @description On whose phone */
            by: string;
        };
        RefusedActResponse: {
            /** @enum {string} */
            kind: "check-in" | "visit" | "answer" | "file" | "remove-file" | "signature" | "findings";
            by: string;
            /**
             * @description As the server reckons it
             * @example 2026-03-05T09:00:00+08:00
             */
            at: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            receivedAt: string;
            /** @description The problem document */
            problem: {
                [key: string]: unknown;
            };
        };
        SiteRecordResponse: {
            inspectionId: number;
            /** @enum {string} */
            state: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /**
             * @description SHA-256 of the canonical JSON (RFC 8785) of {"format":"sortis-on-site-record/1", inspectionId, targetCode, targetName, answers: [{matterId, question, version, value}], files: [sha256]}: the answers that stand, by matter and question, and the files that count, by hash
             * @example abababababababababababababababababababababababababababababababab
             */
            recordHash: string;
            checkIns: components["schemas"]["CheckInResponse"][];
            answers: components["schemas"]["QuestionAnswersResponse"][];
            /** @description Required by the present lists, and not answered */
            missing: components["schemas"]["MissingAnswerResponse"][];
            files: components["schemas"]["SiteFileResponse"][];
            signatures: components["schemas"]["SignatureResponse"][];
            /** @description What was refused: the latest 200 */
            refused: components["schemas"]["RefusedActResponse"][];
        };
        BundleFindingResponse: {
            /** @enum {string} */
            code: "no-problem-found" | "not-disclosed" | "false-disclosure" | "unreachable" | "ordered-to-correct" | "obstruction" | "no-such-activity" | "problem-pending";
            /** @description null speaks of the inspection as a whole */
            matterId: number | null;
            note: string | null;
        };
        BundleInspectionResponse: {
            id: number;
            /** @enum {string} */
            state: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
            /** @example 2026-03-05 */
            plannedOn: string | null;
            /** @example 2026-03-05 */
            visitFrom: string;
            /** @example 2026-03-05 */
            visitUntil: string;
            target: components["schemas"]["BundleTargetResponse"];
            team: components["schemas"]["BundlePersonResponse"][];
            matters: components["schemas"]["BundleMatterResponse"][];
            /** @description How far from the target one may check in, beside what the phone is off by */
            checkInMetres: number;
            /** @description Its papers */
            documents: string;
            /** @description What is there already */
            record: components["schemas"]["SiteRecordResponse"];
            /** @example 2026-03-05 */
            visitedOn: string | null;
            /** @description What was reported; what is reported again replaces it */
            findings: components["schemas"]["BundleFindingResponse"][];
            /**
             * @description In what state the target was met
             * @enum {string|null}
             */
            targetState: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            remarks: string | null;
        };
        BundleResponse: {
            /** @example 2026-03-05 */
            day: string;
            /** @description Those planned for the day first */
            inspections: components["schemas"]["BundleInspectionResponse"][];
            /** @description There are more than a phone is given at once */
            more: boolean;
            /** @description The largest photo or paper that is taken, in bytes */
            fileBytes: number;
        };
        CheckInContent: {
            /** @description What was scanned: the code on a paper of the inspection, or the address that it stands in */
            code: string;
            place?: components["schemas"]["SeenPlaceRequest"] | null;
            /** @description Why it is farther from the target than it may be: it has moved, or the register is wrong. The reviewer sees it */
            farReason?: string | null;
        };
        VisitContent: {
            /**
             * @description The day of the act unless told
             * @example 2026-03-05
             */
            on?: string | null;
            /** @description The inspectors and experts who were there; the whole team unless told */
            present?: number[] | null;
            /**
             * @description In what state the target was met, where it is not active any more; left out, what was said of it before
             * @enum {string|null}
             */
            targetState?: "closed" | "deregistered" | "revoked" | "withdrawn" | "moved" | null;
            note?: string | null;
        };
        AnswerContent: {
            matterId: number;
            /** @description Of the list of questions that was before their eyes */
            version: number;
            /** @description Its key */
            question: string;
            /** @description yes, no, not-applicable; an option; a decimal number; a text; a day. As the kind of the question is */
            value: string;
            note?: string | null;
        };
        FileContent: {
            /** @example abababababababababababababababababababababababababababababababab */
            sha256: string;
            /** @description What it shows */
            caption?: string | null;
            matterId?: number | null;
            /** @description The question that it answers, of that matter */
            question?: string | null;
        };
        RemoveFileContent: {
            /** @example abababababababababababababababababababababababababababababababab */
            sha256: string;
            reason: string;
        };
        SignatureContent: {
            /**
             * @description inspector: oneself. witness: where the target does not sign (拒签)
             * @enum {string}
             */
            signer: "inspector" | "target" | "witness";
            /** @description Who signs */
            name: string;
            /** @description With a witness: why the target does not sign */
            refusal?: string | null;
            /**
             * @description Of the record as the signer saw it: GET /inspections/{id}/on-site shows how it is made
             * @example abababababababababababababababababababababababababababababababab
             */
            recordHash: string;
            /** @description Lines of the pen: x, y, x, y … on a board of 10000 × 10000 */
            strokes: number[][];
        };
        ActRequest: {
            /**
             * @description Made on the phone, once for each act: sent again it is the same
             * @example 0b8f6b0e-54c1-4c7e-9d0a-2f1f6a9b7c11
             */
            id: string;
            /** @description Its place among the acts of the device: 1, 2, 3 … without a gap */
            sequence: number;
            /**
             * @description When it was done, by the phone's clock
             * @example 2026-03-05T09:00:00+08:00
             */
            at: string;
            inspectionId: number;
            /** @enum {string} */
            kind: "check-in" | "visit" | "answer" | "file" | "remove-file" | "signature" | "findings";
            /** @description Acts without which this one means nothing */
            needs?: string[];
            /** @description As the kind says */
            content: components["schemas"]["CheckInContent"] | components["schemas"]["VisitContent"] | components["schemas"]["AnswerContent"] | components["schemas"]["FileContent"] | components["schemas"]["RemoveFileContent"] | components["schemas"]["SignatureContent"] | components["schemas"]["FindingsRequest"];
        };
        SyncRequest: {
            /**
             * @description What the phone calls itself for this person
             * @example 0b8f6b0e-54c1-4c7e-9d0a-2f1f6a9b7c11
             */
            device: string;
            /** @description Whose acts these are: where somebody else has signed in meanwhile, nothing is taken in his name */
            userId?: number;
            /**
             * @description Now, by the phone's clock: how far it is off is told from this
             * @example 2026-03-05T09:00:00+08:00
             */
            sentAt: string;
            acts: components["schemas"]["ActRequest"][];
        };
        ActAnswer: {
            /** @example 0b8f6b0e-54c1-4c7e-9d0a-2f1f6a9b7c11 */
            id: string;
            /**
             * @description taken-before: it had arrived already. refused: for good, and kept; problem says why. waiting: send the acts before it first
             * @enum {string}
             */
            status: "taken" | "taken-before" | "refused" | "waiting";
            /** @description Of a refusal: the problem document */
            problem: {
                [key: string]: unknown;
            } | null;
        };
        SyncResponse: {
            /** @example 2026-03-05T09:00:00+08:00 */
            receivedAt: string;
            /** @description How far the phone's clock is ahead */
            clockOffSeconds: number;
            /** @description Of the act that the device has to send next */
            nextSequence: number;
            /** @description One for each act that was sent, in the order of the request */
            items: components["schemas"]["ActAnswer"][];
        };
        StoredFileResponse: {
            /** @example abababababababababababababababababababababababababababababababab */
            sha256: string;
            bytes: number;
            mediaType: string;
            /** @description It was there already */
            before: boolean;
        };
        OptionRequest: {
            code: string;
            text: string;
        };
        QuestionRequest: {
            /**
             * @description Stays the same through all versions, as long as it asks the same
             * @example licence-shown
             */
            key: string;
            /** @example 登记证书是否悬挂在醒目位置 */
            text: string;
            /**
             * @description yes-no is answered by yes, no or not-applicable
             * @enum {string}
             */
            kind: "yes-no" | "choice" | "number" | "text" | "date";
            /** @description Missing answers are shown to whoever looks the result over */
            required?: boolean;
            /** @description Of a choice */
            options?: components["schemas"]["OptionRequest"][];
            /** @description Of a number */
            unit?: string | null;
            /** @description Of yes or no: the finding that a no suggests */
            noSuggests?: string | null;
        };
        QuestionsRequest: {
            /** @description In the order in which they are asked */
            questions: components["schemas"]["QuestionRequest"][];
        };
        UsedTemplateResponse: {
            /** @enum {string} */
            language: "zh" | "en";
            /** @description Whose template it was made from; null: the built-in one */
            agencyId: number | null;
            version: number | null;
        };
        DocumentIssueResponse: {
            edition: number;
            /** @description A newer edition, or another team, has taken its place */
            superseded: boolean;
            /** @description SHA-256 of what it says */
            contentHash: string;
            templates: components["schemas"]["UsedTemplateResponse"][];
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @example 7K3M-Q0TX-91BV */
            code: string;
        };
        InspectionDocumentResponse: {
            /** @enum {string} */
            kind: "approval" | "notice" | "record" | "rectify-order" | "publication";
            name: components["schemas"]["WordsResponse"];
            /** @description Whether it may be issued now */
            possible: boolean;
            /** @description Why not */
            why: components["schemas"]["WordsResponse"] | null;
            /** @description Whether the caller may issue it */
            mine: boolean;
            /** @description The earliest first */
            issues: components["schemas"]["DocumentIssueResponse"][];
        };
        DrawDocumentIssueResponse: {
            edition: number;
            /** @description A newer edition, or another team, has taken its place */
            superseded: boolean;
            /** @description SHA-256 of what it says */
            contentHash: string;
            templates: components["schemas"]["UsedTemplateResponse"][];
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        DrawDocumentResponse: {
            /** @enum {string} */
            kind: "drawn-list";
            name: components["schemas"]["WordsResponse"];
            /** @description Whether it may be issued now */
            possible: boolean;
            /** @description Why not */
            why: components["schemas"]["WordsResponse"] | null;
            /** @description Whether the caller may issue it */
            mine: boolean;
            /** @description The earliest first */
            issues: components["schemas"]["DrawDocumentIssueResponse"][];
        };
        TemplateFromResponse: {
            /** @description null: it is the built-in one */
            agencyId: number | null;
            agency: string | null;
            version: number | null;
        };
        TemplateResponse: {
            /** @enum {string} */
            kind: "approval" | "notice" | "record" | "rectify-order" | "publication" | "drawn-list";
            name: components["schemas"]["WordsResponse"];
            /** @enum {string} */
            language: "zh" | "en";
            /** @description Whose it is asked for; null: of no agency, the built-in ones */
            agencyId: number | null;
            /** @description Where it comes from: the agency itself, one above it, or the product */
            from: components["schemas"]["TemplateFromResponse"];
            /** @description The agency's own last version; 0: it has never had one */
            version: number;
            body: string;
        };
        PlaceholderResponse: {
            /** @description As it stands between {{ and }} */
            name: string;
            about: components["schemas"]["WordsResponse"];
        };
        RepeatResponse: {
            /** @description As it stands after {{#each */
            list: string;
            about: components["schemas"]["WordsResponse"];
            fields: components["schemas"]["PlaceholderResponse"][];
        };
        PlaceholdersResponse: {
            values: components["schemas"]["PlaceholderResponse"][];
            lists: components["schemas"]["RepeatResponse"][];
        };
        TemplateVersionResponse: {
            version: number;
            /** @description null: from here on as the agency above has it */
            body: string | null;
            note: string | null;
            by: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
        };
        TemplateDetailResponse: {
            /** @enum {string} */
            kind: "approval" | "notice" | "record" | "rectify-order" | "publication" | "drawn-list";
            name: components["schemas"]["WordsResponse"];
            /** @enum {string} */
            language: "zh" | "en";
            /** @description Whose it is asked for; null: of no agency, the built-in ones */
            agencyId: number | null;
            /** @description Where it comes from: the agency itself, one above it, or the product */
            from: components["schemas"]["TemplateFromResponse"];
            /** @description The agency's own last version; 0: it has never had one */
            version: number;
            body: string;
            /** @description The newest first, at most 100 */
            versions: components["schemas"]["TemplateVersionResponse"][];
        };
        TemplateRequest: {
            /** @description The caller's own agency unless told */
            agencyId?: number;
            /** @enum {string} */
            language: "zh" | "en";
            /** @description The text of the template; null: as the agency above has it again */
            body: string | null;
            /** @description Why it is changed */
            note?: string | null;
        };
        TemplatePreviewRequest: {
            /** @enum {string} */
            language: "zh" | "en";
            body: string;
            /** @description Of what it is to speak; of invented facts unless told */
            inspectionId?: number | null;
            /** @description The same for the papers of a draw */
            drawId?: number | null;
        };
        CoverageAgencyResponse: {
            id: number;
            code: string;
            name: string;
        };
        MissingMatterResponse: {
            id: number;
            agencyId: number;
            code: string;
            name: string;
            /**
             * @description Drawn on this day, and not published yet
             * @example 2026-03-05
             */
            drawnOn: string | null;
            /**
             * @description The next planned draw of the year
             * @example 2026-03-05
             */
            plannedOn: string | null;
        };
        MatterCoverageResponse: {
            numerator: number;
            denominator: number;
            /** @description In basis points (hundredths of a percent), rounded down; null where there is nothing to count of */
            basisPoints: number | null;
            /** @description The first 1000 that are missing */
            missing: components["schemas"]["MissingMatterResponse"][];
        };
        OpenInspectionResponse: {
            id: number;
            agencyId: number;
            targetCode: string;
            targetName: string;
            state: string;
            /** @example 2026-03-05 */
            visitedOn: string | null;
            /**
             * @description By when its next step is due
             * @example 2026-03-05
             */
            dueOn: string | null;
        };
        InspectionsFigureResponse: {
            numerator: number;
            denominator: number;
            /** @description In basis points (hundredths of a percent), rounded down; null where there is nothing to count of */
            basisPoints: number | null;
            /** @description The first 100 that are missing */
            missing: components["schemas"]["OpenInspectionResponse"][];
        };
        OpenTargetResponse: {
            id: number;
            agencyId: number;
            code: string;
            name: string;
        };
        TargetsFigureResponse: {
            numerator: number;
            denominator: number;
            /** @description In basis points (hundredths of a percent), rounded down; null where there is nothing to count of */
            basisPoints: number | null;
            /** @description The first 100 that are missing */
            missing: components["schemas"]["OpenTargetResponse"][];
        };
        FigureResponse: {
            numerator: number;
            denominator: number;
            /** @description In basis points (hundredths of a percent), rounded down; null where there is nothing to count of */
            basisPoints: number | null;
        };
        ForecastResponse: {
            /** @description Nothing is missing */
            reached: boolean;
            /**
             * @description On the planned draws, the day by which every matter will have had one
             * @example 2026-03-05
             */
            on: string | null;
            /** @description Matters that nothing is drawn or planned for */
            unplanned: components["schemas"]["MissingMatterResponse"][];
        };
        CoverageResponse: {
            agency: components["schemas"]["CoverageAgencyResponse"];
            year: number;
            /** @description Whether the agencies below are counted as well */
            subtree: boolean;
            /** @description Years of the cycle of the target coverage */
            cycleYears: number;
            /** @description The lists as they stood at this moment */
            asOf: string;
            /** @description Active matters with a completed and published inspection ÷ active matters */
            matterCoverage: components["schemas"]["MatterCoverageResponse"];
            /** @description Inspections closed ÷ inspections drawn, of the year's plans */
            taskCompletion: components["schemas"]["InspectionsFigureResponse"];
            /** @description Results published in time ÷ results due, of the visits of the year: due is what is public, or should be by the working days that its agency has */
            publicationRate: components["schemas"]["InspectionsFigureResponse"];
            /** @description Targets visited in the cycle ÷ active targets of the agency and of those below it, the pool of its draws */
            targetCoverage: components["schemas"]["TargetsFigureResponse"];
            /** @description Visits of the year made together with another agency ÷ visits of the year */
            jointRate: components["schemas"]["FigureResponse"];
            /** @description Visits of the year that found a problem ÷ visits of the year */
            problemRate: components["schemas"]["FigureResponse"];
            forecast: components["schemas"]["ForecastResponse"];
        };
        CoverageRiskResponse: {
            /** @enum {string} */
            code: "unplanned" | "too-late";
            title: components["schemas"]["WordsResponse"];
            body: components["schemas"]["WordsResponse"];
        };
        ProposedConditionResponse: {
            field: string;
            in: string[];
        };
        ProposedRateResponse: {
            /** @enum {string} */
            direction: "at-least" | "at-most" | "exactly" | "number";
            millionths?: number;
            number?: number;
        };
        ProposedScheduleResponse: {
            /** @enum {string} */
            kind: "date";
            /** @description A working day, at 09:00 in China */
            at: string;
        };
        ProposedDaysResponse: {
            /** @example 2026-03-05 */
            from: string;
            /** @example 2026-03-05 */
            until: string;
        };
        ProposedBodyResponse: {
            name: string;
            filter: components["schemas"]["ProposedConditionResponse"][];
            rate: components["schemas"]["ProposedRateResponse"];
            schedule: components["schemas"]["ProposedScheduleResponse"];
            visitWindow: components["schemas"]["ProposedDaysResponse"];
            matterIds: number[];
        };
        ProposedMatterResponse: {
            id: number;
            code: string;
            name: string;
        };
        ProposedBatchResponse: {
            /** @description As POST /plans/{id}/batches takes it */
            batch: components["schemas"]["ProposedBodyResponse"];
            matters: components["schemas"]["ProposedMatterResponse"][];
            /** @description Targets in business of these kinds */
            targets: number;
            /** @description Targets that would be drawn */
            drawn: number;
            /**
             * @description When its last results are due, as many working days after the visits as the agency says
             * @example 2026-03-05
             */
            publishBy: string;
            words: components["schemas"]["WordsResponse"];
        };
        UnproposableResponse: {
            matter: components["schemas"]["ProposedMatterResponse"];
            /** @enum {string} */
            code: "no_target_of_kind" | "rate_takes_nobody" | "rate_not_whole" | "year_too_short";
            /** @description Why no batch can bring it, and what would help */
            words: components["schemas"]["WordsResponse"];
        };
        ProposalResponse: {
            agency: components["schemas"]["CoverageAgencyResponse"];
            year: number;
            /** @description The plan of the year into which they go; null where there is none yet */
            planId: number | null;
            /** @description Why the plan does not bring every matter; null where the year is whole, or will be */
            risk: components["schemas"]["CoverageRiskResponse"] | null;
            matterCoverage: components["schemas"]["FigureResponse"];
            /** @description With what is drawn, planned and proposed here, once published */
            withProposal: components["schemas"]["FigureResponse"];
            batches: components["schemas"]["ProposedBatchResponse"][];
            impossible: components["schemas"]["UnproposableResponse"][];
        };
        OverdueDayResponse: {
            /** @example 2026-03-05 */
            day: string;
            /** @description Inspections of the year's plans that had not been visited by the last of their days */
            visits: number;
            /** @description Results of visits of the year that should have been public by working days */
            results: number;
        };
        OverdueResponse: {
            agency: components["schemas"]["CoverageAgencyResponse"];
            year: number;
            /** @description Each day of the year so far, with what was late then */
            days: components["schemas"]["OverdueDayResponse"][];
        };
        DryRunFaultResponse: {
            zh: string;
            en: string;
            /** @description Which member of the batch */
            pointer: string;
            code: string;
        };
        MatterToPublishResponse: {
            id: number;
            code: string;
            name: string;
        };
        DrawToComeResponse: {
            /** @example 2026-03-05T09:00:00+08:00 */
            drawAt: string;
            /** @description Moments of the schedule that fell on days of rest and were moved to this one */
            movedFrom: string[];
            visit: components["schemas"]["VisitDaysResponse"] | null;
        };
        LeftOutTargetResponse: {
            id: string;
            detail: components["schemas"]["WordsResponse"] | null;
        };
        LeftOutResponse: {
            reason: string;
            targets: number;
            /** @description The first of them */
            first: components["schemas"]["LeftOutTargetResponse"][];
        };
        MatterReachResponse: {
            id: number;
            code: string;
            name: string;
            /** @description Targets of the pool at which it is looked into */
            targets: number;
            /**
             * @description Whether the draw will bring an inspection of it
             * @enum {string}
             */
            reach: "sure" | "possible" | "no";
        };
        FeasibilityResponse: {
            /** @enum {string} */
            verdict: "sure" | "depends" | "impossible";
            words: components["schemas"]["WordsResponse"];
        };
        DryRunPoolsResponse: {
            /**
             * @description The lists as they stood at this moment
             * @example 2026-03-05T09:00:00+08:00
             */
            takenAt: string;
            /** @description Targets that could be drawn */
            targets: number;
            /** @description Inspectors in the pool */
            inspectors: number;
            /** @description Targets that would be drawn */
            drawn: number;
            strata: components["schemas"]["StratumFairnessResponse"][];
            leftOut: components["schemas"]["LeftOutResponse"][];
            matters: components["schemas"]["MatterReachResponse"][];
            feasibility: components["schemas"]["FeasibilityResponse"];
            /** @description Small pools among them */
            warnings: components["schemas"]["FairnessWarningResponse"][];
            /** @description By which rules, as the manifest would say it */
            reasons: components["schemas"]["ReasonResponse"][];
            /** @description Of a round of a rotation: how far its cycles are */
            rotation: components["schemas"]["RotationResponse"] | null;
        };
        BatchForecastResponse: {
            matterCoverage: components["schemas"]["FigureResponse"];
            /** @description With the matters that this draw is sure to reach, once published */
            withDraw: components["schemas"]["FigureResponse"];
            /** @description Reached only if the lot falls so */
            perhaps: components["schemas"]["MissingMatterResponse"][];
            /** @description Nothing else is drawn or planned for these */
            unplanned: components["schemas"]["MissingMatterResponse"][];
            targetCoverage: components["schemas"]["FigureResponse"];
            /** @description If nobody who is drawn was inspected in the year before */
            targetsAtMost: components["schemas"]["FigureResponse"];
        };
        DryRunResponse: {
            /**
             * @description The moment of the draw that was thought of
             * @example 2026-03-05T09:00:00+08:00
             */
            drawAt: string;
            visit: components["schemas"]["VisitDaysResponse"];
            /** @description What keeps the batch from being planned so */
            faults: components["schemas"]["DryRunFaultResponse"][];
            /** @description Matters on no published checklist yet, which are published with the plan: nothing else may be inspected */
            toPublish: components["schemas"]["MatterToPublishResponse"][];
            /** @description Matters that were changed after they were published: the public reads the older text until it is corrected */
            outdated: components["schemas"]["MatterToPublishResponse"][];
            /** @description All draws of the batch that are still to come; none where something stands against its schedule */
            draws: components["schemas"]["DrawToComeResponse"][];
            /** @description Null where a fault does not let the pools be read */
            pools: components["schemas"]["DryRunPoolsResponse"] | null;
            forecast: components["schemas"]["BatchForecastResponse"] | null;
        };
        ReportFigureResponse: {
            code: string;
            /** @enum {string} */
            group: "lists" | "plans" | "draws" | "inspections" | "visits" | "findings" | "follow-ups" | "recusals" | "publication" | "officers" | "coverage";
            groupName: components["schemas"]["WordsResponse"];
            label: components["schemas"]["WordsResponse"];
            /** @description What is counted, and what is not */
            counts: components["schemas"]["WordsResponse"];
            /**
             * @description A number; hundredths of one; hundredths of a percent
             * @enum {string}
             */
            unit: "count" | "hundredths" | "basis-points";
            /** @description Null where there is nothing to count of */
            value: number | null;
            /** @description Of a share or an average */
            numerator: number | null;
            denominator: number | null;
        };
        OfficerVisitsResponse: {
            id: number;
            code: string;
            name: string;
            /** @description Visits of the year in whose team this officer sat */
            visits: number;
        };
        StatisticsResponse: {
            agency: components["schemas"]["CoverageAgencyResponse"];
            year: number;
            /** @description Whether the agencies below are counted as well */
            subtree: boolean;
            /** @description The lists as they stood at this moment */
            asOf: string;
            figures: components["schemas"]["ReportFigureResponse"][];
            /** @description The first 1000, by visits; a file has them all */
            officers: components["schemas"]["OfficerVisitsResponse"][];
        };
        StatisticsRowResponse: {
            /**
             * @description The list in which it, or what it belongs to, is found by the id
             * @enum {string}
             */
            page: "matters" | "targets" | "plans" | "draws" | "inspections" | "inspectors";
            id: number;
            code: string | null;
            name: string;
            /** @description What tells it from others: a state, a kind, a plan */
            about: string | null;
            /** @description Its day, or its moment */
            at: string | null;
        };
        PageOfStatisticsRowResponse: {
            items: components["schemas"]["StatisticsRowResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PairedOfficerResponse: {
            id: number;
            code: string;
            name: string;
            /** @description Teams in which this officer sits */
            teams: number;
        };
        PairResponse: {
            /** @description The smaller id of the two */
            one: number;
            other: number;
            /** @description Teams in which both sit */
            together: number;
        };
        PairingsResponse: {
            agency: components["schemas"]["CoverageAgencyResponse"];
            year: number;
            /** @description Whether the draws of the agencies below are counted as well */
            subtree: boolean;
            asOf: string;
            /** @description Drawn teams that are counted, as they sit now; void ones apart */
            teams: number;
            /** @description Teams that are not counted because their people were assigned by name */
            assignedByName: number;
            /** @description Officers on the list or in a team; of more than are shown, the ones with most teams are */
            officersInAll: number;
            /** @description By code. Experts apart */
            officers: components["schemas"]["PairedOfficerResponse"][];
            /** @description Of those officers; whoever never sat together is left out */
            pairs: components["schemas"]["PairResponse"][];
        };
        ChecklistMatterResponse: {
            code: string;
            /** @description The number printed on the checklist */
            number: string | null;
            category: string | null;
            name: string;
            content: string | null;
            targetKind: string | null;
            /** @enum {string|null} */
            importance: "general" | "key" | null;
            /** @description on-site, paper, online, testing */
            methods: string[];
            methodText: string | null;
            level: string | null;
            legalBasis: string | null;
            rate: components["schemas"]["RateField"] | null;
            frequency: string | null;
            windowFrom: string | null;
            windowUntil: string | null;
        };
        PublishedMatterResponse: {
            /** @description Of its bulletin, by which its earlier versions are found */
            number: string;
            version: number;
            /**
             * @description Of its first version
             * @example 2026-03-05T09:00:00+08:00
             */
            publishedAt: string;
            /**
             * @description Of the version that holds
             * @example 2026-03-05T09:00:00+08:00
             */
            changedAt: string;
            /** @description Why it corrects the version before */
            reason: string | null;
            /** @description What the agency was called then */
            agencyName: string;
            matter: components["schemas"]["ChecklistMatterResponse"];
        };
        MatterPublicationResponse: {
            id: number;
            agencyId: number;
            code: string;
            name: string;
            /**
             * @description unpublished: on no published checklist; differing: what is public is older than the list; without-basis: may not be published
             * @enum {string}
             */
            standing: "unpublished" | "differing" | "same" | "without-basis" | "retired";
            /** @description Members of `now` that the public reads otherwise; `agency`: the agency goes by another name or code */
            differing: string[];
            /** @description As it would be published */
            now: components["schemas"]["ChecklistMatterResponse"];
            published: components["schemas"]["PublishedMatterResponse"] | null;
        };
        ChecklistCountsResponse: {
            unpublished: number;
            differing: number;
            same: number;
            withoutBasis: number;
        };
        ChecklistStandingResponse: {
            items: components["schemas"]["MatterPublicationResponse"][];
            /** @description How many there are on all pages */
            total: number;
            /** @description Of all matters of the agency that are not retired */
            counts: components["schemas"]["ChecklistCountsResponse"];
        };
        PublishChecklistRequest: {
            /** @description The matters that are published; all of the agency that are not retired unless told */
            matterIds?: number[];
            /** @description Needed where a matter that is published says something else now: why */
            reason?: string | null;
        };
        LeftOutMatterResponse: {
            id: number;
            code: string;
            name: string;
        };
        PublishedChecklistResponse: {
            /** @description Numbers of the matters published for the first time */
            published: string[];
            /** @description Those of which another version holds now */
            corrected: string[];
            unchanged: number;
            /** @description Without a legal basis no matter may be published, nor inspected */
            leftOut: components["schemas"]["LeftOutMatterResponse"][];
        };
        DisclosureRulesRequest: {
            /**
             * @description What the public reads of inspectors: name and certificate, the family name, or the certificate’s number; null: as the agency above
             * @enum {string|null}
             */
            inspectorNames: "full" | "surname" | "certificate" | null;
            /**
             * @description Names and codes of targets that are natural persons; null: as the agency above
             * @enum {string|null}
             */
            personTargets: "full" | "masked" | null;
            /** @description Years for which a result is on display; its hash stays; null: as the agency above */
            retentionYears: number | null;
        };
        EffectiveRulesResponse: {
            /**
             * @description What the public reads of inspectors: name and certificate, the family name, or the certificate’s number
             * @enum {string}
             */
            inspectorNames: "full" | "surname" | "certificate";
            /**
             * @description Names and codes of targets that are natural persons
             * @enum {string}
             */
            personTargets: "full" | "masked";
            /** @description Years for which a result is on display; its hash stays */
            retentionYears: number;
        };
        RulesFromResponse: {
            inspectorNames: components["schemas"]["SettingFromResponse"];
            personTargets: components["schemas"]["SettingFromResponse"];
            retentionYears: components["schemas"]["SettingFromResponse"];
        };
        DisclosureRulesResponse: {
            agencyId: number;
            /** @description 0 while the agency says nothing of its own */
            version: number;
            /** @description What it says itself */
            own: components["schemas"]["DisclosureRulesRequest"];
            /** @description What holds for it */
            effective: components["schemas"]["EffectiveRulesResponse"];
            /** @description Whose word that is */
            from: components["schemas"]["RulesFromResponse"];
        };
        PublicAgencyResponse: {
            code: string;
            name: string;
        };
        ChecklistResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            matter: components["schemas"]["ChecklistMatterResponse"];
        };
        PageOfChecklistResponse: {
            items: components["schemas"]["ChecklistResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ChecklistDetailResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            matter: components["schemas"]["ChecklistMatterResponse"];
            /** @description The version that corrects this one; null where it holds */
            correctedBy: number | null;
            /** @description What is hashed */
            document: {
                [key: string]: unknown;
            };
        };
        VersionResponse: {
            version: number;
            hash: string | null;
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @description Whether this is the withdrawal of what was published until then, which is shown no more */
            withdrawal: boolean;
            /** @description The version that corrects it; null for the one that holds */
            correctedBy: number | null;
            link: string;
        };
        PlanBulletinResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
        };
        PageOfPlanBulletinResponse: {
            items: components["schemas"]["PlanBulletinResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        PlanBulletinDetailResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            /** @description The version that took its place; null where it holds */
            correctedBy: number | null;
            /** @description What is hashed: the plan and its batches as this version has them */
            document: {
                [key: string]: unknown;
            };
        };
        DrawVersionResponse: {
            version: number;
            /** @enum {string} */
            what: "announcement" | "result" | "void";
            /** @example 2026-03-05T09:00:00+08:00 */
            at: string;
            /** @description The commitment; the hash of the record; of a void, none: it stands in the log */
            hash: string | null;
            /** @description Why a draw was voided; that stands here for ever */
            reason: components["schemas"]["WordsResponse"] | null;
        };
        DrawBulletinResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            /** @enum {string} */
            drawKind: "draw" | "supplement" | "replacement";
            batch: string;
            /** @description What it is about */
            matters: components["schemas"]["PublicAgencyResponse"][];
            /**
             * @description When it is drawn, or was to be
             * @example 2026-03-05T09:00:00+08:00
             */
            drawAt: string;
            /** @description What was promised before the lot was known */
            commitment: string;
            recordHash: string | null;
            population: number | null;
            /** @description How many were drawn */
            sampleSize: number | null;
            /** @description Whether people were named for seats (指定人员) */
            assignedByName: boolean;
            /** @description What was published of it, and when */
            versions: components["schemas"]["DrawVersionResponse"][];
            /** @description Who was drawn, once the result is public */
            drawn: string | null;
            /** @description The evidence, or of closed pools the extract */
            evidence: string | null;
            /** @description Whom that file names: no rule masks it, for what is left out of it could not be checked */
            evidenceNames: components["schemas"]["WordsResponse"] | null;
            /** @description A page that checks the draw in the reader’s own browser */
            verify: string;
        };
        PageOfDrawBulletinResponse: {
            items: components["schemas"]["DrawBulletinResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ResultTargetResponse: {
            /** @description Of a natural person masked, unless the agency’s rule shows it */
            code: string;
            name: string;
            kind: string;
            /** @description Whether code and name are masked */
            masked: boolean;
        };
        ResultInspectorResponse: {
            /** @description As far as the agency’s rule goes */
            name: string | null;
            certificateNumber: string | null;
            expert: boolean;
        };
        DrawnTargetResponse: {
            /** @description Place in the order of the draw */
            place: number;
            target: components["schemas"]["ResultTargetResponse"];
            team: components["schemas"]["ResultInspectorResponse"][];
            /** @description Its result, once that is public */
            result: string | null;
        };
        PageOfDrawnTargetResponse: {
            items: components["schemas"]["DrawnTargetResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ResultMatterResponse: {
            code: string;
            name: string;
            legalBasis: string | null;
        };
        ResultFindingResponse: {
            code: string;
            /** @description Code of the matter; null speaks of all */
            matter: string | null;
            name: components["schemas"]["WordsResponse"];
        };
        ResultStateMetResponse: {
            code: string;
            name: components["schemas"]["WordsResponse"];
        };
        RectificationTold: {
            /** @description Code of the finding that must be mended */
            finding: string;
            /** @enum {string} */
            state: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed";
            name: components["schemas"]["WordsResponse"];
            /** @example 2026-03-05 */
            orderedOn: string;
            /**
             * @description By when it must be mended
             * @example 2026-03-05
             */
            deadline: string;
            /**
             * @description How it ended; null while it is open
             * @enum {string|null}
             */
            outcome: "mended" | "transferred" | "ended" | null;
        };
        ResultDrawResponse: {
            number: string;
            /** @description Place in the order of the draw */
            place: number;
            recordHash: string | null;
            /** @description The draw, with its evidence */
            link: string;
        };
        ResultResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            target: components["schemas"]["ResultTargetResponse"];
            matters: components["schemas"]["ResultMatterResponse"][];
            /** @example 2026-03-05 */
            visitedOn: string;
            findings: components["schemas"]["ResultFindingResponse"][];
            result: components["schemas"]["WordsResponse"];
            problem: boolean;
            /** @description In what state the target was met */
            targetState: components["schemas"]["ResultStateMetResponse"] | null;
            /** @description As they stand now; part of no version */
            rectifications: components["schemas"]["RectificationTold"][];
            team: components["schemas"]["ResultInspectorResponse"][];
            draw: components["schemas"]["ResultDrawResponse"];
        };
        PageOfResultResponse: {
            items: components["schemas"]["ResultResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
        ResultDetailResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            target: components["schemas"]["ResultTargetResponse"];
            matters: components["schemas"]["ResultMatterResponse"][];
            /** @example 2026-03-05 */
            visitedOn: string;
            findings: components["schemas"]["ResultFindingResponse"][];
            result: components["schemas"]["WordsResponse"];
            problem: boolean;
            /** @description In what state the target was met */
            targetState: components["schemas"]["ResultStateMetResponse"] | null;
            /** @description As they stand now; part of no version */
            rectifications: components["schemas"]["RectificationTold"][];
            team: components["schemas"]["ResultInspectorResponse"][];
            draw: components["schemas"]["ResultDrawResponse"];
            /** @description The version that corrects this one; null where it holds */
            correctedBy: number | null;
            /** @description What is hashed: texts of persons stand in it as SHA-256 of the canonical [salt, text] */
            document: {
                [key: string]: unknown;
            };
            /** @description Salt and text of what is shown whole, by its JSON pointer in the document */
            openings: {
                [key: string]: unknown;
            };
        };
        TargetProofResponse: {
            draw: string;
            recordHash: string | null;
            /** @description Null of a supplement: its place followed from the earlier draw */
            chance: components["schemas"]["ChanceResponse"] | null;
            /** @description The evidence, or of closed pools the extract */
            evidence: string | null;
            /** @description That this target was in the pool and was drawn */
            proof: string;
            /** @description A page that checks the draw in the reader’s own browser */
            verify: string;
        };
        TargetInspectionResponse: {
            /** @enum {string} */
            kind: "checklist" | "plans" | "draws" | "results";
            /** @description Its address ends on it, and never changes */
            number: string;
            title: string;
            summary: components["schemas"]["WordsResponse"];
            agency: components["schemas"]["PublicAgencyResponse"];
            year: number;
            state: string;
            /** @description A correction is a new version; the earlier ones remain to be read */
            version: number;
            /** @description Why this version took the place of the one before */
            reason: string | null;
            /** @example 2026-03-05T09:00:00+08:00 */
            publishedAt: string;
            /** @example 2026-03-05T09:00:00+08:00 */
            changedAt: string;
            /** @description SHA-256 of what this version says; null where it is told with the entry alone */
            hash: string | null;
            link: string;
            target: components["schemas"]["ResultTargetResponse"];
            matters: components["schemas"]["ResultMatterResponse"][];
            /** @example 2026-03-05 */
            visitedOn: string;
            findings: components["schemas"]["ResultFindingResponse"][];
            result: components["schemas"]["WordsResponse"];
            problem: boolean;
            /** @description In what state the target was met */
            targetState: components["schemas"]["ResultStateMetResponse"] | null;
            /** @description As they stand now; part of no version */
            rectifications: components["schemas"]["RectificationTold"][];
            team: components["schemas"]["ResultInspectorResponse"][];
            draw: components["schemas"]["ResultDrawResponse"];
            proof: components["schemas"]["TargetProofResponse"];
        };
        PublicTargetResponse: {
            code: string;
            /** @description As it was drawn last */
            name: string;
            kind: string;
            /** @description Those on display, the latest first */
            items: components["schemas"]["TargetInspectionResponse"][];
            /** @description How many there are on all pages */
            total: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Metrics_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    Jobs_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                state?: "waiting" | "running" | "done" | "failed" | "cancelled";
                /** @description What is to be done: draw, issue, checkpoint-export … */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfJobResponse"];
                };
            };
        };
    };
    Jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
        };
    };
    Jobs_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
        };
    };
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyResponse"];
                };
            };
        };
    };
    Session_whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmIResponse"];
                };
            };
        };
    };
    Session_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    Session_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    Session_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    BrowserSession_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmIResponse"];
                };
            };
        };
    };
    BrowserSession_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    BrowserSession_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAmIResponse"];
                };
            };
        };
    };
    Users_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                role?: "admin" | "planner" | "inspector" | "auditor";
                active?: boolean;
                /** @description Part of the username or of the display name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUserResponse"];
                };
            };
        };
    };
    Users_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUserRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    Users_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    Users_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    Users_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Users_setPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    Me_own: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnResponse"];
                };
            };
        };
    };
    Me_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnResponse"];
                };
            };
        };
    };
    MattersSheets_import: {
        parameters: {
            query?: {
                /** @description true, unless given: report the fate of every row and write nothing */
                dryRun?: boolean;
                /** @description Make the agencies that the sheet names and the tree lacks (admin alone) */
                createAgencies?: boolean;
                /** @description Agency of rows that name none; parent of new ones */
                agencyId?: number;
                /** @description Most entries of `rows`; 5000 unless given */
                rows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    MattersSheets_export: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
                /** @description Records of this agency alone */
                agencyId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    MattersSheets_template: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    TargetsSheets_import: {
        parameters: {
            query?: {
                /** @description true, unless given: report the fate of every row and write nothing */
                dryRun?: boolean;
                /** @description Make the agencies that the sheet names and the tree lacks (admin alone) */
                createAgencies?: boolean;
                /** @description Agency of rows that name none; parent of new ones */
                agencyId?: number;
                /** @description Most entries of `rows`; 5000 unless given */
                rows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    TargetsSheets_export: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
                /** @description Records of this agency alone */
                agencyId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    TargetsSheets_template: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    InspectorsSheets_import: {
        parameters: {
            query?: {
                /** @description true, unless given: report the fate of every row and write nothing */
                dryRun?: boolean;
                /** @description Make the agencies that the sheet names and the tree lacks (admin alone) */
                createAgencies?: boolean;
                /** @description Agency of rows that name none; parent of new ones */
                agencyId?: number;
                /** @description Most entries of `rows`; 5000 unless given */
                rows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    InspectorsSheets_export: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
                /** @description Records of this agency alone */
                agencyId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    InspectorsSheets_template: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    VisitsSheets_import: {
        parameters: {
            query?: {
                /** @description true, unless given: report the fate of every row and write nothing */
                dryRun?: boolean;
                /** @description Make the agencies that the sheet names and the tree lacks (admin alone) */
                createAgencies?: boolean;
                /** @description Agency of rows that name none; parent of new ones */
                agencyId?: number;
                /** @description Most entries of `rows`; 5000 unless given */
                rows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    VisitsSheets_export: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
                /** @description Records of this agency alone */
                agencyId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    VisitsSheets_template: {
        parameters: {
            query?: {
                /** @description xlsx unless given */
                format?: "xlsx" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
        };
    };
    Agencies_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Part of the name, or the beginning of the code */
                search?: string;
                /** @description The agencies directly below this one */
                parentId?: number;
                /** @description active unless told */
                state?: "active" | "retired" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgenciesPage"];
                };
            };
        };
    };
    Agencies_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAgencyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgencyResponse"];
                };
            };
        };
    };
    Agencies_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgencyResponse"];
                };
            };
        };
    };
    Agencies_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAgencyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgencyResponse"];
                };
            };
        };
    };
    Agencies_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Agencies_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgencyResponse"];
                };
            };
        };
    };
    Matters_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Records of this agency alone */
                agencyId?: number;
                /** @description Part of the name, or the beginning of the code */
                search?: string;
                /** @description true: only those that are retired; otherwise only those that are not */
                retired?: boolean;
                importance?: "general" | "key";
                category?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MattersPage"];
                };
            };
        };
    };
    Matters_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateMatterRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterResponse"];
                };
            };
        };
    };
    Matters_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterResponse"];
                };
            };
        };
    };
    Matters_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMatterRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterResponse"];
                };
            };
        };
    };
    Matters_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Matters_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterResponse"];
                };
            };
        };
    };
    Targets_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Records of this agency alone */
                agencyId?: number;
                /** @description Part of the name, or the beginning of the code */
                search?: string;
                /** @description true: only those that are retired; otherwise only those that are not */
                retired?: boolean;
                kind?: string;
                /** @description Region code of GB/T 2260 */
                regionCode?: string;
                riskClass?: "A" | "B" | "C" | "D";
                state?: "active" | "closed" | "deregistered" | "revoked" | "withdrawn" | "moved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetsPage"];
                };
            };
        };
    };
    Targets_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTargetRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetResponse"];
                };
            };
        };
    };
    Targets_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetResponse"];
                };
            };
        };
    };
    Targets_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTargetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetResponse"];
                };
            };
        };
    };
    Targets_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Targets_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetResponse"];
                };
            };
        };
    };
    Inspectors_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Records of this agency alone */
                agencyId?: number;
                /** @description Part of the name, or the beginning of the code */
                search?: string;
                /** @description true: only those that are retired; otherwise only those that are not */
                retired?: boolean;
                expert?: boolean;
                available?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectorsPage"];
                };
            };
        };
    };
    Inspectors_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInspectorRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectorResponse"];
                };
            };
        };
    };
    Inspectors_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectorResponse"];
                };
            };
        };
    };
    Inspectors_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeInspectorRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectorResponse"];
                };
            };
        };
    };
    Inspectors_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Inspectors_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectorResponse"];
                };
            };
        };
    };
    Absences_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceResponse"][];
                };
            };
        };
    };
    Absences_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAbsenceRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceResponse"];
                };
            };
        };
    };
    Absences_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                absenceId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    Duties_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Those of this agency alone */
                agencyId?: number;
                /** @description On this day or later */
                from?: string;
                /** @description On this day or earlier */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDutyResponse"];
                };
            };
        };
    };
    Duties_enter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnterDutiesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutiesEnteredResponse"];
                };
            };
        };
    };
    Duties_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeDutyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyResponse"];
                };
            };
        };
    };
    Recusals_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecusalResponse"][];
                };
            };
        };
    };
    Recusals_declare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareRecusalRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecusalResponse"];
                };
            };
        };
    };
    Recusals_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                recusalId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndRecusalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecusalResponse"];
                };
            };
        };
    };
    Interests_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestResponse"][];
                };
            };
        };
    };
    Interests_declare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareInterestRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestResponse"];
                };
            };
        };
    };
    Interests_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                interestId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterestResponse"];
                };
            };
        };
    };
    Visits_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Visits by this agency alone */
                agencyId?: number;
                targetId?: number;
                /** @description Visits to whoever has this code, on whichever list */
                targetCode?: string;
                kind?: "random" | "daily" | "special" | "case";
                /** @description Not before this day */
                from?: string;
                /** @description Not after this day */
                until?: string;
                /** @description true: only those that were withdrawn; otherwise only those that were not */
                withdrawn?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitsPage"];
                };
            };
        };
    };
    Visits_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVisitRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitResponse"];
                };
            };
        };
    };
    Visits_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitResponse"];
                };
            };
        };
    };
    Visits_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Visits_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawVisitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitResponse"];
                };
            };
        };
    };
    History_changes: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Records of this agency alone */
                agencyId?: number;
                /** @description The beginning of the name of whoever did it */
                search?: string;
                /** @description Not before this day in China */
                from?: string;
                /** @description Not after this day in China */
                until?: string;
                /** @description Kind of record */
                subject?: "agency" | "matter" | "target" | "inspector" | "recusal" | "visit" | "user" | "plan" | "batch" | "draw" | "inspection" | "rectification" | "job" | "notice-channel" | "disclosure-rules" | "working-days";
                /** @description One record, with its kind; of working days the year */
                subjectId?: number;
                /** @description What was done, as the history calls it */
                action?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordChangesPage"];
                };
            };
        };
    };
    History_refusals: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Records of this agency alone */
                agencyId?: number;
                /** @description The beginning of the name of whoever did it */
                search?: string;
                /** @description Not before this day in China */
                from?: string;
                /** @description Not after this day in China */
                until?: string;
                kind?: "role" | "rule" | "outside";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusalsPage"];
                };
            };
        };
    };
    NoticeChannels_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeChannelResponse"][];
                };
            };
        };
    };
    NoticeChannels_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNoticeChannelRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewNoticeChannelResponse"];
                };
            };
        };
    };
    NoticeChannels_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                channelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeChannelResponse"];
                };
            };
        };
    };
    NoticeChannels_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                channelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    NoticeChannels_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                channelId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeChannelChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeChannelResponse"];
                };
            };
        };
    };
    NoticeChannels_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                channelId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeTrialResponse"];
                };
            };
        };
    };
    NoticeChannels_deliveries: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                state?: "under-way" | "sent" | "failed" | "unknown";
                channel?: "email" | "webhook" | "wecom" | "dingtalk";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfNoticeDeliveryResponse"];
                };
            };
        };
    };
    Inbox_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description `true`: only what is not read; `false`: only what is */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfNoticeResponse"];
                };
            };
        };
    };
    Inbox_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeResponse"];
                };
            };
        };
    };
    Inbox_choices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeChoicesResponse"];
                };
            };
        };
    };
    Inbox_choose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeChoicesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeChoicesResponse"];
                };
            };
        };
    };
    Plans_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Plans of this agency alone */
                agencyId?: number;
                year?: number;
                state?: "draft" | "submitted" | "approved" | "published";
                /** @description By its last filing with the agency above */
                filing?: "none" | "open" | "acknowledged";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPlanResponse"];
                };
            };
        };
    };
    Plans_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanCreateRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    Plans_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    Plans_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    Plans_changeCaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanCapsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    Plans_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    Plans_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Plans_calendarOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCalendarResponse"];
                };
            };
        };
    };
    Plans_listOccurrences: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                batchId?: number;
                state?: "planned" | "drawing" | "drawn" | "failed" | "stopped" | "missed" | "dropped" | "cancelled";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfOccurrenceResponse"];
                };
            };
        };
    };
    PlanLife_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanSubmitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    PlanLife_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanApproveRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    PlanLife_giveBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanReturnRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    PlanLife_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanFileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    PlanLife_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanAcknowledgeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanResponse"];
                };
            };
        };
    };
    PlanLife_listSteps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanStepResponse"][];
                };
            };
        };
    };
    PlanLife_listEditions: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEditionResponse"];
                };
            };
        };
    };
    PlanLife_edition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                edition: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionDetailResponse"];
                };
            };
        };
    };
    PublicPlans_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                year?: number;
                /** @description Code of the agency */
                agency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEditionResponse"];
                };
            };
        };
    };
    PublicPlans_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionDetailResponse"];
                };
            };
        };
    };
    PublicPlans_listEditions: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfEditionResponse"];
                };
            };
        };
    };
    PublicPlans_edition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                edition: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionDetailResponse"];
                };
            };
        };
    };
    Batches_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description true: only cancelled ones; false: only those in force */
                cancelled?: boolean;
                /** @description Only batches that inspect this matter */
                matterId?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfBatchResponse"];
                };
            };
        };
    };
    Batches_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCreateRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
        };
    };
    Batches_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
        };
    };
    Batches_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
        };
    };
    Batches_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchReviewResponse"];
                };
            };
        };
    };
    Batches_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Batches_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCancelRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
        };
    };
    Partners_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerResponse"][];
                };
            };
        };
    };
    Partners_invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerResponse"];
                };
            };
        };
    };
    Partners_leaveOut: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveOutRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerResponse"];
                };
            };
        };
    };
    Invitations_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                state?: "invited" | "accepted" | "declined" | "left-out";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfInvitationResponse"];
                };
            };
        };
    };
    Invitations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationResponse"];
                };
            };
        };
    };
    Invitations_accept: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationResponse"];
                };
            };
        };
    };
    Invitations_decline: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineInvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationResponse"];
                };
            };
        };
    };
    Occurrences_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                occurrenceId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MissedDrawDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OccurrenceResponse"];
                };
            };
        };
    };
    WorkingDays_show: {
        parameters: {
            query?: {
                /** @description The current year in China unless told */
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingDaysResponse"];
                };
            };
        };
    };
    WorkingDays_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkingDaysRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingDaysResponse"];
                };
            };
        };
    };
    WorkingDays_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Draws_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                agencyId?: number;
                batchId?: number;
                occurrenceId?: number;
                phase?: "announced" | "committed" | "seeded" | "drawn" | "issued" | "infeasible" | "ended" | "voided";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDrawResponse"];
                };
            };
        };
    };
    Draws_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawDetailResponse"];
                };
            };
        };
    };
    Draws_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    Commitments_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCommitmentResponse"];
                };
            };
        };
    };
    Commitments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitmentResponse"];
                };
            };
        };
    };
    Verifier_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/x-python": string;
                };
            };
        };
    };
    Fairness_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FairnessResponse"];
                };
            };
        };
    };
    Shown_extract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    Shown_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                targetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    Published_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPublicDrawResponse"];
                };
            };
        };
    };
    Published_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicDrawDetailResponse"];
                };
            };
        };
    };
    Published_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    Published_extract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    Published_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                targetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    Published_fairness: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FairnessResponse"];
                };
            };
        };
    };
    DrawEvents_watch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    Log_checkpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    Log_checkpointOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                size: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    Log_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogKeysResponse"];
                };
            };
        };
    };
    Log_entries: {
        parameters: {
            query?: {
                /** @description Index of the first entry; the first of all unless told */
                from?: number;
                /** @description Most entries, 20 unless told */
                limit?: number;
                /** @description From the newest to the oldest */
                newest?: boolean;
                kind?: "key" | "commit" | "reveal" | "record" | "end" | "void" | "supplement" | "replace" | "publish";
                /** @description Number of the draw that the entries are about */
                draw?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogEntriesResponse"];
                };
            };
        };
    };
    Log_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                index: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogEntryResponse"];
                };
            };
        };
    };
    Log_inclusion: {
        parameters: {
            query: {
                /** @description Index of the entry */
                index: number;
                /** @description Size of the tree */
                size: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InclusionResponse"];
                };
            };
        };
    };
    Log_consistency: {
        parameters: {
            query: {
                /** @description The earlier size */
                from: number;
                /** @description The later size */
                to: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyResponse"];
                };
            };
        };
    };
    Statements_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FiguresEventsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResponse"];
                };
            };
        };
    };
    Statements_figures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FiguresRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResponse"];
                };
            };
        };
    };
    Statements_witness: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WitnessCommitmentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResponse"];
                };
            };
        };
    };
    Statements_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WitnessRevealRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResponse"];
                };
            };
        };
    };
    Statements_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeaconRoundRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResponse"];
                };
            };
        };
    };
    DrawAmendments_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAmendmentResponse"];
                };
            };
        };
    };
    DrawAmendments_propose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendmentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentResponse"];
                };
            };
        };
    };
    Amendments_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                agencyId?: number;
                /** @description `proposed`: those that wait for a second person */
                state?: "proposed" | "approved" | "declined";
                kind?: "void" | "supplement" | "replacement";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAmendmentResponse"];
                };
            };
        };
    };
    Amendments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentResponse"];
                };
            };
        };
    };
    Amendments_approve: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendmentDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentResponse"];
                };
            };
        };
    };
    Amendments_decline: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendmentDeclineRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AmendmentResponse"];
                };
            };
        };
    };
    Alerts_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description `true`: only what is still overdue; `false`: only what is over */
                open?: boolean;
                agencyId?: number;
                code?: "occurrence_not_begun" | "occurrence_missed" | "draw_without_result" | "draw_not_issued" | "draw_job_failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAlertResponse"];
                };
            };
        };
    };
    AgencyTerms_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgencyTermsResponse"];
                };
            };
        };
    };
    Reminders_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Whose leaders were told */
                agencyId?: number;
                inspectionId?: number;
                kind?: "reminder" | "escalation";
                term?: "preparation" | "visit" | "publication";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfReminderResponse"];
                };
            };
        };
    };
    Inspections_list: {
        parameters: {
            query?: {
                agencyId?: number;
                drawId?: number;
                batchId?: number;
                state?: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
                /** @description Code of the target, exactly */
                targetCode?: string;
                /** @description Part of the target's name or code */
                search?: string;
                /** @description Who sits in the team */
                inspectorId?: number;
                /** @description Only those whose next step is late, or only those where it is not */
                overdue?: boolean;
                /** @description Only those about which this was asked for and a second person has not decided (回避、撤销检查登记、撤回公示) */
                undecided?: "recusal" | "visit" | "publication";
                /** @description Only those in whose team the caller sits */
                mine?: boolean;
                /** @description Of the day on which it was visited, or is planned to be: from this one on */
                from?: string;
                /** @description Of the same day: until this one */
                until?: string;
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfInspectionResponse"];
                };
            };
        };
    };
    Inspections_days: {
        parameters: {
            query?: {
                agencyId?: number;
                drawId?: number;
                batchId?: number;
                state?: "issued" | "accepted" | "approved" | "notified" | "visited" | "reported" | "reviewed" | "published" | "closed" | "withdrawn" | "voided";
                /** @description Code of the target, exactly */
                targetCode?: string;
                /** @description Part of the target's name or code */
                search?: string;
                /** @description Who sits in the team */
                inspectorId?: number;
                /** @description Only those whose next step is late, or only those where it is not */
                overdue?: boolean;
                /** @description Only those about which this was asked for and a second person has not decided (回避、撤销检查登记、撤回公示) */
                undecided?: "recusal" | "visit" | "publication";
                /** @description Only those in whose team the caller sits */
                mine?: boolean;
                /** @description Of the day on which it was visited, or is planned to be: from this one on */
                from?: string;
                /** @description Of the same day: until this one */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDaysResponse"];
                };
            };
        };
    };
    Inspections_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDetailResponse"];
                };
            };
        };
    };
    Inspections_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Inspections_record: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDetailResponse"];
                };
            };
        };
    };
    InspectionLife_steps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionStepResponse"][];
                };
            };
        };
    };
    InspectionLife_take: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDetailResponse"];
                };
            };
        };
    };
    InspectionLife_takeAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SteppedListResponse"];
                };
            };
        };
    };
    InspectionRecusals_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionRecusalResponse"][];
                };
            };
        };
    };
    InspectionRecusals_ask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InspectionRecusalRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionRecusalResponse"];
                };
            };
        };
    };
    InspectionRecusals_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                recusalId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecusalDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionRecusalResponse"];
                };
            };
        };
    };
    InspectionRecusals_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                recusalId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecusalRefusalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionRecusalResponse"];
                };
            };
        };
    };
    InspectionRecusals_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                recusalId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecusalRefusalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionRecusalResponse"];
                };
            };
        };
    };
    Retractions_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionResponse"][];
                };
            };
        };
    };
    Retractions_ask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionResponse"];
                };
            };
        };
    };
    Retractions_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                retractionId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractionDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionResponse"];
                };
            };
        };
    };
    Retractions_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                retractionId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractionRefusalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionResponse"];
                };
            };
        };
    };
    Retractions_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                retractionId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractionRefusalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionResponse"];
                };
            };
        };
    };
    JointVisits_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description `offered`: those on which the sides still have to agree */
                state?: "offered" | "merged" | "declined" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfJointVisitResponse"];
                };
            };
        };
    };
    JointVisits_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointVisitResponse"][];
                };
            };
        };
    };
    JointVisits_consent: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
                visitId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointVisitResponse"];
                };
            };
        };
    };
    JointVisits_decline: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
                visitId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JointVisitDeclineRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointVisitResponse"];
                };
            };
        };
    };
    Rectifications_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                agencyId?: number;
                inspectionId?: number;
                state?: "ordered" | "extending" | "mended" | "passed" | "failed" | "transferred" | "closing" | "closed";
                /** @description Only those that are not closed, or only those that are */
                open?: boolean;
                /** @description Only those that are late, or only those that are not */
                overdue?: boolean;
                /** @description The finding that they follow */
                findingCode?: "no-problem-found" | "not-disclosed" | "false-disclosure" | "unreachable" | "ordered-to-correct" | "obstruction" | "no-such-activity" | "problem-pending";
                /** @description Code of the target, exactly */
                targetCode?: string;
                /** @description Part of the target's name or code */
                search?: string;
                /** @description Only those of inspections in whose team the caller sits */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRectificationResponse"];
                };
            };
        };
    };
    Rectifications_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RectificationDetailResponse"];
                };
            };
        };
    };
    Rectifications_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
        };
    };
    Rectifications_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of the inspection */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RectificationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RectificationDetailResponse"];
                };
            };
        };
    };
    Rectifications_take: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RectificationStepRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RectificationDetailResponse"];
                };
            };
        };
    };
    FindingCodes_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingCodesResponse"];
                };
            };
        };
    };
    Corrections_correct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDetailResponse"];
                };
            };
        };
    };
    InspectionCodes_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionCodeResponse"];
                };
            };
        };
    };
    PublicInspections_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicInspectionResponse"];
                };
            };
        };
    };
    OnSite_bundle: {
        parameters: {
            query?: {
                /** @description Today in China unless told */
                day?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleResponse"];
                };
            };
        };
    };
    OnSite_sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncResponse"];
                };
            };
        };
    };
    SiteRecords_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteRecordResponse"];
                };
            };
        };
    };
    SiteFiles_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    SiteFiles_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                sha256: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredFileResponse"];
                };
            };
        };
    };
    QuestionLists_present: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionListResponse"];
                };
            };
        };
    };
    QuestionLists_change: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionListResponse"];
                };
            };
        };
    };
    QuestionLists_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionListResponse"];
                };
            };
        };
    };
    Documents_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDocumentResponse"][];
                };
            };
        };
    };
    Documents_get: {
        parameters: {
            query?: {
                /** @description html unless told */
                format?: "html" | "pdf" | "docx";
                /** @description zh unless told */
                language?: "zh" | "en";
                /** @description The newest unless told */
                edition?: number;
            };
            header?: never;
            path: {
                id: number;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
        };
    };
    Documents_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentIssueResponse"];
                };
            };
        };
    };
    DrawDocuments_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawDocumentResponse"][];
                };
            };
        };
    };
    DrawDocuments_get: {
        parameters: {
            query?: {
                /** @description html unless told */
                format?: "html" | "pdf" | "docx";
                /** @description zh unless told */
                language?: "zh" | "en";
                /** @description The newest unless told */
                edition?: number;
            };
            header?: never;
            path: {
                id: number;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
        };
    };
    DrawDocuments_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawDocumentIssueResponse"];
                };
            };
        };
    };
    DocumentTemplates_list: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateResponse"][];
                };
            };
        };
    };
    DocumentTemplates_placeholders: {
        parameters: {
            query?: {
                /** @description Of which kind of template; those of inspections all have the same */
                kind?: "approval" | "notice" | "record" | "rectify-order" | "publication" | "drawn-list";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceholdersResponse"];
                };
            };
        };
    };
    DocumentTemplates_get: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                language?: "zh" | "en";
            };
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetailResponse"];
                };
            };
        };
    };
    DocumentTemplates_put: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetailResponse"];
                };
            };
        };
    };
    DocumentTemplates_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatePreviewRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html; charset=utf-8": string;
                };
            };
        };
    };
    Coverage_of: {
        parameters: {
            query?: {
                /** @description The agency's id or code; the caller's own unless told */
                agency?: string;
                /** @description This year in China unless told */
                year?: number;
                /** @description Counts the agencies below as well */
                subtree?: boolean;
                /** @description Years of the cycle in which every target's turn comes, this one the last; 1 unless told */
                cycleYears?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageResponse"];
                };
            };
        };
    };
    Coverage_proposal: {
        parameters: {
            query?: {
                /** @description The agency's id or code; the caller's own unless told */
                agency?: string;
                /** @description This year in China unless told */
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalResponse"];
                };
            };
        };
    };
    Coverage_overdueDays: {
        parameters: {
            query?: {
                /** @description The agency's id or code; the caller's own unless told */
                agency?: string;
                /** @description This year in China unless told */
                year?: number;
                /** @description Counts the agencies below as well */
                subtree?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverdueResponse"];
                };
            };
        };
    };
    DryRun_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                batchId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunResponse"];
                };
            };
        };
    };
    DryRun_runNew: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCreateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunResponse"];
                };
            };
        };
    };
    Statistics_of: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                /** @description This year in China unless told */
                year?: number;
                /** @description Counts the agencies below as well */
                subtree?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsResponse"];
                };
            };
        };
    };
    Statistics_export: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                /** @description This year in China unless told */
                year?: number;
                /** @description Counts the agencies below as well */
                subtree?: boolean;
                /** @description xlsx unless told */
                format?: "xlsx" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv; charset=utf-8": string;
                };
            };
        };
    };
    Statistics_counted: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                /** @description This year in China unless told */
                year?: number;
                /** @description Counts the agencies below as well */
                subtree?: boolean;
                /** @description Of a share or an average: what its denominator counts, instead of its numerator */
                whole?: boolean;
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfStatisticsRowResponse"];
                };
            };
        };
    };
    Pairings_of: {
        parameters: {
            query?: {
                /** @description The caller's own agency unless told */
                agencyId?: number;
                /** @description Year of the plans; this year in China unless told */
                year?: number;
                /** @description Counts the draws of the agencies below as well */
                subtree?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingsResponse"];
                };
            };
        };
    };
    ChecklistPublication_standing: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Those that stand so alone */
                standing?: "unpublished" | "differing" | "same" | "without-basis" | "retired";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistStandingResponse"];
                };
            };
        };
    };
    ChecklistPublication_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishChecklistRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedChecklistResponse"];
                };
            };
        };
    };
    ChecklistPublication_ofMatter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatterPublicationResponse"];
                };
            };
        };
    };
    DisclosureRules_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosureRulesResponse"];
                };
            };
        };
    };
    DisclosureRules_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisclosureRulesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosureRulesResponse"];
                };
            };
        };
    };
    Checklist_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description active unless told: those that may be inspected */
                state?: "active" | "retired" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfChecklistResponse"];
                };
            };
        };
    };
    Checklist_download: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description active unless told: those that may be inspected */
                state?: "active" | "retired" | "all";
                /** @description csv unless told */
                format?: "json" | "csv" | "xlsx";
                /** @description Names of columns with commas between; all unless told */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    Checklist_feed: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description active unless told: those that may be inspected */
                state?: "active" | "retired" | "all";
                /** @description atom unless told */
                format?: "atom" | "rss";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                    "application/rss+xml": string;
                };
            };
        };
    };
    Checklist_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDetailResponse"];
                };
            };
        };
    };
    Checklist_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"][];
                };
            };
        };
    };
    Checklist_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDetailResponse"];
                };
            };
        };
    };
    PlanBulletins_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                year?: number;
                /** @description Code of the agency */
                agency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPlanBulletinResponse"];
                };
            };
        };
    };
    PlanBulletins_download: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                year?: number;
                /** @description Code of the agency */
                agency?: string;
                /** @description csv unless told */
                format?: "json" | "csv" | "xlsx";
                /** @description Names of columns with commas between; all unless told */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    PlanBulletins_feed: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                year?: number;
                /** @description Code of the agency */
                agency?: string;
                /** @description atom unless told */
                format?: "atom" | "rss";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                    "application/rss+xml": string;
                };
            };
        };
    };
    PlanBulletins_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanBulletinDetailResponse"];
                };
            };
        };
    };
    PlanBulletins_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"][];
                };
            };
        };
    };
    PlanBulletins_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanBulletinDetailResponse"];
                };
            };
        };
    };
    DrawBulletins_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                state?: "committed" | "drawn" | "void" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDrawBulletinResponse"];
                };
            };
        };
    };
    DrawBulletins_download: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                state?: "committed" | "drawn" | "void" | "ended";
                /** @description csv unless told */
                format?: "json" | "csv" | "xlsx";
                /** @description Names of columns with commas between; all unless told */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    DrawBulletins_feed: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                state?: "committed" | "drawn" | "void" | "ended";
                /** @description atom unless told */
                format?: "atom" | "rss";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                    "application/rss+xml": string;
                };
            };
        };
    };
    DrawBulletins_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrawBulletinResponse"];
                };
            };
        };
    };
    DrawBulletins_drawn: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDrawnTargetResponse"];
                };
            };
        };
    };
    Results_list: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description Part of the target’s name, or its whole code; who is masked is not found by it */
                target?: string;
                /** @description Kind of target */
                targetKind?: string;
                /** @description Whether something was found */
                problem?: boolean;
                state?: "published" | "corrected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfResultResponse"];
                };
            };
        };
    };
    Results_download: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description Part of the target’s name, or its whole code; who is masked is not found by it */
                target?: string;
                /** @description Kind of target */
                targetKind?: string;
                /** @description Whether something was found */
                problem?: boolean;
                state?: "published" | "corrected";
                /** @description csv unless told */
                format?: "json" | "csv" | "xlsx";
                /** @description Names of columns with commas between; all unless told */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    Results_feed: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
                /** @description Field to sort by; a leading minus turns the order round */
                sort?: string;
                /** @description Code of the agency */
                agency?: string;
                year?: number;
                /** @description Code of a matter */
                matter?: string;
                /** @description Part of the target’s name, or its whole code; who is masked is not found by it */
                target?: string;
                /** @description Kind of target */
                targetKind?: string;
                /** @description Whether something was found */
                problem?: boolean;
                state?: "published" | "corrected";
                /** @description atom unless told */
                format?: "atom" | "rss";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                    "application/rss+xml": string;
                };
            };
        };
    };
    Results_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultDetailResponse"];
                };
            };
        };
    };
    Results_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"][];
                };
            };
        };
    };
    Results_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultDetailResponse"];
                };
            };
        };
    };
    PublicTargets_of: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Rows a page, 50 unless told */
                pageSize?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicTargetResponse"];
                };
            };
        };
    };
}
